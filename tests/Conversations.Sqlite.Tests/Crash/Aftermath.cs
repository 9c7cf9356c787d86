using Conversations.Histories;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Sqlite.Tests.Crash;

/// <summary>Checks a file that a process left behind, with a new provider.</summary>
internal static class Aftermath
{
    internal static IReadOnlyList<ConversationId> Rooms { get; } = [new("room-1"), new("room-2")];

    /// <summary>Returns all errors in the file.</summary>
    internal static async Task<IReadOnlyList<Anomaly>> FindAsync(string path, Histories.History history)
    {
        await using var provider = Open(path);
        return HistoryCheck.Find(history.Attempts, await EndState.ReadAsync(provider, Rooms));
    }

    /// <summary>Returns the errors in the file. If there are none, sends all messages with an unknown outcome again, and checks the file again.</summary>
    internal static async Task<IReadOnlyList<Anomaly>> FindAfterRetryAsync(string path, Histories.History history)
    {
        if (await FindAsync(path, history) is { Count: > 0 } anomalies)
            return anomalies;

        await using (var provider = Open(path))
        {
            var client = new HistoryClient(provider.GetRequiredService<IConversations>(), history);
            await Task.WhenAll(history.Unknown.Select(client.SendAsync));
        }

        history.Unknown.Should().BeEmpty();
        return await FindAsync(path, history);
    }

    /// <summary>Returns whether all conversations exist.</summary>
    internal static async Task<bool> HasRoomsAsync(string path)
    {
        await using var provider = Open(path);
        return (await EndState.ReadAsync(provider, Rooms)).Values.All(end => end.Conversation is not null);
    }

    private static ServiceProvider Open(string path) =>
        new ServiceCollection().AddConversations().UseSqlite($"Data Source={path}").Services.BuildServiceProvider();
}
