using System.Diagnostics;
using System.Text.RegularExpressions;
using MimeKit;

namespace EmailNotifications.Tests;

public sealed partial class EndToEndTests
{
    private const string Soon = "00:00:00.100";

    [Fact]
    public async Task Missed_messages_become_one_mail()
    {
        await using var app = await RunningApp.StartAsync(Soon);

        await app.Conversations.As(Missed.Alice).SendAsync(Missed.House, "Is it *available*?");

        using var mail = (await app.MailsAsync(1)).Should().ContainSingle().Subject;
        mail.To.ToString().Should().Be("\"Bob\" <bob@example.com>");
        mail.Subject.Should().Be("New messages: house");
        mail.TextBody.Should().Contain("Is it available?").And.Contain("(listing 7)");
        mail.HtmlBody.Should().Contain("Is it <strong>available</strong>?");
    }

    [Fact]
    public async Task User_who_unsubscribes_with_one_click_gets_no_further_mail_of_this_conversation()
    {
        await using var app = await RunningApp.StartAsync(Soon);
        await app.Conversations.As(Missed.Alice).SendAsync(Missed.House, "First");
        using var first = (await app.MailsAsync(1)).Single();
        var link = new Uri(first.Headers["List-Unsubscribe"]!.Trim('<', '>'));
        var (name, value) = first.Headers["List-Unsubscribe-Post"]!.Split('=') is [var head, var rest] ? (head, rest) : default;
        using var body = new FormUrlEncodedContent([KeyValuePair.Create(name, value)]);

        using var response = await app.Http.PostAsync(new Uri(link.PathAndQuery, UriKind.Relative), body);
        await app.Conversations.As(Missed.Bob).MarkAsReadAsync(Missed.House);
        await app.Conversations.As(Missed.Alice).SendAsync(Missed.House, "Second");

        // The e-mails about two later messages, one after the other, tell that this one was decided about.
        await app.CreateAsync(new("garden"));
        await app.Conversations.As(Missed.Alice).SendAsync(new("garden"), "Third");
        (await app.MailsAsync(2)).ForEach(mail => mail.Dispose());
        await app.CreateAsync(new("shed"));
        await app.Conversations.As(Missed.Alice).SendAsync(new("shed"), "Fourth");
        var mails = await app.MailsAsync(3);
        response.EnsureSuccessStatusCode();
        mails.Select(mail => mail.Subject).Should().BeEquivalentTo("New messages: house", "New messages: garden", "New messages: shed");
        mails.ForEach(mail => mail.Dispose());
    }

    [Fact]
    public async Task Recipient_whom_the_server_refuses_keeps_no_mail_from_others()
    {
        await using var server = new SmtpServer { Refused = "bob@example.com" };
        await using var app = await RunningApp.StartAsync(
            Soon, "--Email:Smtp:Host=127.0.0.1", FormattableString.Invariant($"--Email:Smtp:Port={server.Port}"), "--Email:Smtp:Security=None");
        var carol = new UserId("carol");
        await app.Conversations.SetUserAsync(carol, new() { Name = "Carol", Emails = (string[])["carol@example.com"] });
        await app.Conversations.SetParticipantAsync(Missed.House, carol);

        // Bob's notification is raised before Carol's, because his message was missed before hers.
        await app.Conversations.SetParticipantAsync(Missed.House, carol, new() { Notify = NotifySetting.None });
        await app.Conversations.As(Missed.Alice).SendAsync(Missed.House, "For Bob");
        await UntilAsync(() => server.Commands.Contains("RCPT TO:<bob@example.com>"));
        await app.Conversations.SetParticipantAsync(Missed.House, carol, new() { Notify = NotifySetting.All });
        await app.Conversations.As(Missed.Alice).SendAsync(Missed.House, "For Carol");
        await UntilAsync(() => !server.Mails.IsEmpty);

        server.Mails.Should().ContainSingle().Which.Should().Contain("To: Carol <carol@example.com>");
        server.Commands.Count(command => command.Contains("bob", StringComparison.Ordinal)).Should().Be(1, "a mail that is refused for good is not tried again");
    }

    [Fact]
    public async Task Demo_writes_a_mail_and_says_where_each_time_that_it_runs()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var (first, second) = (await RunDemoAsync(folder), await RunDemoAsync(folder));

            second.Should().NotBe(first);
            using var mail = await MimeMessage.LoadAsync(second);
            mail.To.ToString().Should().Be("\"Bob\" <bob@example.com>");
            mail.TextBody.Should().Contain("The house is still available.").And.Contain("(listing 7)").And.Contain("Alice (landlord)");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Runs the program in a folder, and returns the path that it prints.</summary>
    private static async Task<string> RunDemoAsync(DirectoryInfo folder)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "EmailNotifications.dll"), "--demo"])
        {
            WorkingDirectory = folder.FullName,
            RedirectStandardOutput = true,
            
            // The demo uses no server, whatever is configured.
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["Email__Smtp__Host"] = "smtp.invalid" },
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        process.ExitCode.Should().Be(0, output);
        return PathOfMail().Match(output).Groups[1].Value;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        var began = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Stopwatch.GetElapsedTime(began).Should().BeLessThan(TimeSpan.FromMinutes(2));
            await Task.Delay(20);
        }
    }

    [GeneratedRegex("^Bob's e-mail: (.*\\.eml)\r?$", RegexOptions.Multiline)]
    private static partial Regex PathOfMail();
}
