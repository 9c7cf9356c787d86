using Conversations;
using EmailNotifications.Configuration;
using Microsoft.Extensions.Options;

namespace EmailNotifications;

/// <summary>Sends messages to a user who does not read them, and shows the e-mail that comes of it.</summary>
internal static class Demo
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    /// <summary>Gets the settings that differ: a short delay, no server, and any free port.</summary>
    internal static IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["Notifications:Delay"] = "00:00:01",
        ["Notifications:MaxDelay"] = "00:00:05",
        ["Email:Smtp:Host"] = null,
        ["urls"] = "http://127.0.0.1:0",
    };

    /// <returns>The exit code: 0, or 1 if no e-mail was written.</returns>
    internal static async Task<int> RunAsync(WebApplication app, TextWriter output)
    {
        await app.StartAsync();

        // A handler gets what is sent after its name was seen for the first time.
        await app.Services.GetRequiredService<IChangeHandlers>().WaitUntilCaughtUpAsync(_patience);

        var folder = app.Services.GetRequiredService<IOptions<EmailOptions>>().Value.Folder!;
        var earlier = Find(folder);
        await SendAsync(app.Services.GetRequiredService<IConversations>());

        // A message that waits for its time is not behind, so this cannot be waited for by the handlers.
        var written = await WaitAsync(() => Find(folder).Except(earlier).ToList(), app.Services.GetRequiredService<TimeProvider>());
        await output.WriteLineAsync(written.Count > 0 ? $"Bob's e-mail: {written[0]}" : "No e-mail was written in time.");
        await app.StopAsync();
        return written.Count > 0 ? 0 : 1;
    }

    private static async Task SendAsync(IConversations conversations)
    {
        var (alice, bob) = (new UserId("alice"), new UserId("bob"));
        await conversations.SetUserAsync(alice, new() { Name = "Alice", Emails = (string[])["alice@example.com"], Custom = new() { ["role"] = "landlord" } });
        await conversations.SetUserAsync(bob, new() { Name = "Bob", Emails = (string[])["bob@example.com"], Locale = "nl-NL" });
        var (chat, _) = await conversations.OpenOneOnOneAsync(alice, bob, new() { Subject = "House by the sea", Custom = new() { ["listing"] = "7" } });

        // Another notification comes only after the recipient has read, so Bob reads what an earlier run has left.
        await conversations.As(bob).MarkAsReadAsync(chat.Id);
        await conversations.As(alice).SendAsync(chat.Id, "The house is *still available*.");
        await conversations.As(alice).SendAsync(chat.Id, "Photos: https://example.com/house?rooms=4&garden=1");
    }

    private static List<string> Find(string folder) => Directory.Exists(folder) ? [.. Directory.EnumerateFiles(Path.GetFullPath(folder), "*.eml")] : [];

    private static async Task<List<string>> WaitAsync(Func<List<string>> find, TimeProvider time)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            if (find() is var found && (found.Count > 0 || time.GetElapsedTime(began) > _patience))
                return found;

            await Task.Delay(TimeSpan.FromMilliseconds(100), time);
        }
    }
}
