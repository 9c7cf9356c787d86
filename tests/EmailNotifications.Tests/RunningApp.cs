using System.Diagnostics;
using EmailNotifications.Unsubscribe;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace EmailNotifications.Tests;

/// <summary>The app on a free port of this machine, with a SQLite file and a folder of its own.</summary>
internal sealed class RunningApp : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private readonly WebApplication _app;

    private RunningApp(string delay, string[] more)
    {
        _app = EmailApp.Create(
        [
            "--environment=Development",
            "--urls=http://127.0.0.1:0",
            $"--ConnectionStrings:Conversations=Data Source={Path.Combine(_folder.FullName, "chat.db")}",
            $"--Email:Folder={Path.Combine(_folder.FullName, "mail")}",
            $"--Notifications:Delay={delay}",
            "--Logging:LogLevel:Default=None",
            .. more,
        ]);
    }

    internal HttpClient Http { get; } = new();

    internal IConversations Conversations => _app.Services.GetRequiredService<IConversations>();

    internal UnsubscribeTokens Tokens => _app.Services.GetRequiredService<UnsubscribeTokens>();

    internal TimeProvider Time => _app.Services.GetRequiredService<TimeProvider>();

    /// <summary>Starts the app, and creates a conversation of Alice and Bob.</summary>
    internal static async Task<RunningApp> StartAsync(string delay = "00:05:00", params string[] more)
    {
        var app = new RunningApp(delay, more);
        await app._app.StartAsync();
        app.Http.BaseAddress = new(app._app.Urls.Single());
        await app._app.Services.GetRequiredService<IChangeHandlers>().WaitUntilCaughtUpAsync(TimeSpan.FromMinutes(2));
        await app.Conversations.SetUserAsync(Missed.Bob, new() { Name = "Bob", Emails = (string[])["bob@example.com"] });
        await app.CreateAsync(Missed.House);
        return app;
    }

    internal Task CreateAsync(ConversationId id) => Conversations.CreateIfNotExistsAsync(
        id, new() { Subject = id.Value, Participants = [new(Missed.Alice), new(Missed.Bob)], Custom = new() { ["listing"] = "7" } });

    internal async Task<NotifySetting?> NotifyOfBobAsync() => (await Conversations.FindParticipantAsync(Missed.House, Missed.Bob))?.Notify;

    /// <summary>Waits until a number of e-mails has been written, and reads them.</summary>
    internal async Task<List<MimeMessage>> MailsAsync(int count)
    {
        var folder = Path.Combine(_folder.FullName, "mail");
        var began = Stopwatch.GetTimestamp();
        while (!Directory.Exists(folder) || Directory.GetFiles(folder, "*.eml").Length < count)
        {
            Stopwatch.GetElapsedTime(began).Should().BeLessThan(TimeSpan.FromMinutes(2));
            await Task.Delay(20);
        }

        var mails = new List<MimeMessage>();
        foreach (var path in Directory.GetFiles(folder, "*.eml"))
            mails.Add(await MimeMessage.LoadAsync(path));

        return mails;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
