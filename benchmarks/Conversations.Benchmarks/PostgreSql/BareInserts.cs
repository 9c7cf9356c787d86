using System.Collections.Concurrent;

namespace Conversations.Benchmarks;

/// <summary>
/// Sends with the least work that stores a message durably: one prepared INSERT of its
/// row, on a connection per sender. It checks and counts nothing.
/// </summary>
internal sealed class BareInserts : IContestant
{
    private readonly ConcurrentDictionary<int, long> _sequences = [];
    private readonly List<MessageInsert> _inserts = [];

    public string Name => "bare INSERT";

    internal static async Task<BareInserts> OpenAsync(string connectionString, string schema, Load load)
    {
        var made = new BareInserts();
        for (var i = 0; i < load.Senders; i++)
            made._inserts.Add(await MessageInsert.OpenAsync(connectionString, schema));

        return made;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var insert in _inserts)
            await insert.DisposeAsync();
    }

    public Task SendAsync(int user, int room) => _inserts[user].RunAsync(user, room, _sequences.AddOrUpdate(room, 1, static (_, last) => last + 1));
}
