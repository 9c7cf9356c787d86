using Conversations.Histories;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Crash;

/// <summary>Opens a file and sends from several senders at the same time. Each sender waits for an answer before its next message.</summary>
internal static class Sending
{
    private static readonly ConversationId[] _rooms = [new("room-1"), new("room-2")];

    internal static async Task RunAsync(HistoryLines lines, string path, string run, int senders, int count, SqliteStoreOptions options)
    {
        var services = new ServiceCollection();
        services.AddConversations().UseSqlite($"Data Source={path}", chosen =>
        {
            chosen.Synchronous = options.Synchronous;
            chosen.CheckpointPages = options.CheckpointPages;
        });
        await using var provider = services.BuildServiceProvider();
        var conversations = provider.GetRequiredService<IConversations>();
        UserId[] users = [.. Enumerable.Range(1, senders).Select(sender => new UserId($"sender-{sender}"))];

        lines.Mark("opens");
        foreach (var room in _rooms)
            await conversations.CreateIfNotExistsAsync(room, new() { Participants = [.. users.Select(user => new ParticipantDraft(user))] });

        lines.Mark("sends");
        var client = new HistoryClient(conversations, lines);
        await Task.WhenAll(users.Select(user => Task.Run(() => SendAsync(client, run, user, count))));
        lines.Mark("closes");
    }

    private static async Task SendAsync(HistoryClient client, string run, UserId user, int count)
    {
        for (var number = 1; count == 0 || number <= count; number++)
        {
            var name = $"{run}-{user}-{number}";
            await client.SendAsync(new(_rooms[number % _rooms.Length], new(name), user, name + new string('.', number * 37 % 700)));
        }
    }
}
