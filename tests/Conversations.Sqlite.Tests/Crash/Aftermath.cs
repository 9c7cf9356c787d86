using Conversations.Histories;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Sqlite.Tests.Crash;

/// <summary>Looks at a file that a process left behind, by a provider that was made for this.</summary>
internal static class Aftermath
{
    internal static IReadOnlyList<ConversationId> Rooms { get; } = [new("room-1"), new("room-2")];

    /// <summary>Gives all that is wrong with the file.</summary>
    internal static async Task<IReadOnlyList<Anomaly>> FindAsync(string path, Histories.History history)
    {
        await using var provider = Open(path);
        return HistoryCheck.Find(history.Attempts, await EndState.ReadAsync(provider, Rooms));
    }

    /// <summary>Gives what is wrong with the file as it is found, or after all that is unknown was sent again.</summary>
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

    /// <summary>Tells whether the conversations are there.</summary>
    internal static async Task<bool> HasRoomsAsync(string path)
    {
        await using var provider = Open(path);
        return (await EndState.ReadAsync(provider, Rooms)).Values.All(end => end.Conversation is not null);
    }

    private static ServiceProvider Open(string path) =>
        new ServiceCollection().AddConversations().UseSqlite($"Data Source={path}").Services.BuildServiceProvider();
}
