using System.Net;
using System.Net.Sockets;
using System.Text;
using EmailNotifications.Configuration;
using EmailNotifications.Mail;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace EmailNotifications.Tests;

public sealed class SmtpTransportTests
{
    [Fact]
    public async Task Mail_reaches_the_server_as_it_was_written_for_one_recipient()
    {
        await using var server = new SmtpServer();

        await SendAsync(server, notification: Missed.Of(text: ".\r\n.\r\nQUIT 名前", emails: ["bob@bücher.example", "other@example.com"]));

        server.Commands.Should().HaveCount(2);
        server.Commands.First().Should().StartWith("MAIL FROM:<app@example.com>");
        server.Commands.Last().Should().Be("RCPT TO:<bob@xn--bcher-kva.example>");
        using var stream = new MemoryStream(Encoding.Latin1.GetBytes(server.Mails.Should().ContainSingle().Subject));
        using var mail = await MimeMessage.LoadAsync(stream);
        mail.MessageId.Should().Be($"{Missed.DeliveryId}@example.com");
        mail.TextBody!.ReplaceLineEndings("\n").Should().Contain("\n.\n.\nQUIT 名前\n");
    }

    [Fact]
    public async Task User_and_password_are_sent_if_they_are_configured()
    {
        await using var server = new SmtpServer();

        await SendAsync(server, user: "app");

        server.Commands.First().Should().Be($"AUTH PLAIN {Convert.ToBase64String(Encoding.ASCII.GetBytes("\0app\0password"))}");
        server.Mails.Should().ContainSingle();
    }

    [Theory]
    [InlineData("RCPT", "550 no such user")]
    [InlineData("RCPT", "553 not allowed")]
    [InlineData("DATA", "554 no")]
    [InlineData("BODY", "552 too big")]
    public async Task Mail_that_is_refused_for_good_is_parked(string command, string answer)
    {
        await using var server = new SmtpServer((command, answer));

        await FluentActions.Awaiting(() => SendAsync(server)).Should().ThrowAsync<ParkDeliveryException>();
    }

    [Theory]
    [InlineData("RCPT", "450 mailbox busy")]
    [InlineData("RCPT", "451 greylisted")]
    [InlineData("BODY", "452 disk full")]
    [InlineData("MAIL", "451 later")]
    public async Task Mail_that_is_refused_for_now_fails_and_is_tried_again(string command, string answer)
    {
        await using var server = new SmtpServer((command, answer));

        await FluentActions.Awaiting(() => SendAsync(server)).Should().ThrowAsync<SmtpCommandException>();
    }

    [Theory]
    [InlineData("HELLO", "554 go away")]
    [InlineData("HELLO", "421 too many connections")]
    [InlineData("HELLO", SmtpServer.Hangup)]
    [InlineData("HELLO", "SSH-2.0-OpenSSH")]
    [InlineData("EHLO", SmtpServer.Hangup)]
    [InlineData("AUTH", "535 wrong password")]
    [InlineData("AUTH", "454 later")]
    [InlineData("MAIL", "550 not your domain")]
    [InlineData("MAIL", SmtpServer.Hangup)]
    [InlineData("RCPT", "421 closing")]
    [InlineData("RCPT", SmtpServer.Hangup)]
    [InlineData("BODY", SmtpServer.Hangup)]
    public async Task Server_that_takes_no_mail_at_all_is_down(string command, string answer)
    {
        await using var server = new SmtpServer((command, answer));

        await FluentActions.Awaiting(() => SendAsync(server, user: "app")).Should().ThrowAsync<DestinationDownException>();
    }

    [Fact]
    public async Task Server_that_is_not_there_is_down()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        await FluentActions.Awaiting(() => SendAsync(port)).Should().ThrowAsync<DestinationDownException>();
    }

    [Fact]
    public async Task Server_without_the_encryption_that_is_required_is_down_and_gets_nothing()
    {
        await using var server = new SmtpServer();

        await FluentActions.Awaiting(() => SendAsync(server.Port, user: "app", security: new SmtpOptions().Security)).Should().ThrowAsync<DestinationDownException>();

        server.Commands.Should().BeEmpty();
    }

    [Theory]
    [InlineData("421 closing")]
    [InlineData(SmtpServer.Hangup)]
    public async Task Mail_that_the_server_has_is_sent_whatever_follows(string answer)
    {
        await using var server = new SmtpServer(("QUIT", answer));

        await SendAsync(server);

        server.Mails.Should().ContainSingle();
    }

    [Fact]
    public async Task Mail_that_the_server_has_is_sent_although_the_token_is_cancelled_at_the_end()
    {
        await using var server = new SmtpServer(("QUIT", SmtpServer.Silence));
        using var cancel = new CancellationTokenSource();

        var sending = SendAsync(server.Port, cancellationToken: cancel.Token);
        while (!server.HasQuit)
            await Task.Delay(10);

        await cancel.CancelAsync();

        await sending;
    }

    [Fact]
    public async Task Server_that_is_silent_ends_with_the_token()
    {
        await using var server = new SmtpServer(("RCPT", SmtpServer.Silence));
        using var cancel = new CancellationTokenSource();

        var sending = SendAsync(server.Port, cancellationToken: cancel.Token);
        while (server.Commands.Count < 2)
            await Task.Delay(10);

        await cancel.CancelAsync();

        await FluentActions.Awaiting(() => sending).Should().ThrowAsync<OperationCanceledException>();
    }

    private static Task SendAsync(SmtpServer server, Notification? notification = null, string? user = null) => SendAsync(server.Port, notification, user);

    private static async Task SendAsync(
        int port, Notification? notification = null, string? user = null, SecureSocketOptions security = SecureSocketOptions.None, CancellationToken cancellationToken = default)
    {
        var options = new SmtpOptions { Host = "127.0.0.1", Port = port, Security = security, User = user, Password = "password" };
        using var mail = Missed.Writer().Write(notification ?? Missed.Of());
        await new SmtpTransport(options).SendAsync(mail!, Missed.DeliveryId, cancellationToken);
    }
}
