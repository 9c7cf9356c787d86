using Conversations.Histories;

namespace Conversations.PostgreSql.Tests.Faults;

/// <summary>Clients that send to a few conversations, one message after the other, until they are stopped.</summary>
internal sealed class Load
{
    private readonly Histories.History _history = new();
    private readonly List<Task> _clients = [];
    private volatile bool _isStopping;

    internal static IReadOnlyList<ConversationId> Rooms { get; } = [.. Enumerable.Range(1, 4).Select(i => new ConversationId($"room-{i}"))];

    internal static UserId Alice { get; } = new("alice");

    /// <summary>Gets how many messages were acknowledged.</summary>
    internal int Acknowledged => _history.Acknowledged;

    /// <summary>Gets how many sends failed or had an unknown outcome.</summary>
    internal int Disturbed => _history.Attempts.Count(attempt => attempt.AnsweredAt < long.MaxValue && attempt.Answer is not Answer.Ok);

    internal static async Task<Load> StartAsync(IReadOnlyList<IConversations> hosts, int clients)
    {
        foreach (var room in Rooms)
            await hosts[0].CreateIfNotExistsAsync(room, new() { Participants = [new(Alice)] });

        var load = new Load();
        for (var i = 0; i < clients; i++)
        {
            var client = i;
            load._clients.Add(Task.Run(() => load.SendAsync(hosts[client % hosts.Count], client)));
        }

        return load;
    }

    /// <summary>Waits until this many more messages were acknowledged.</summary>
    internal async Task AcknowledgesAsync(int more)
    {
        for (var until = Acknowledged + more; Acknowledged < until;)
        {
            if (_clients.Find(client => client.IsCompleted) is { } ended)
                await ended;

            await Task.Delay(5);
        }
    }

    /// <summary>Stops the clients, sends the messages of unknown outcome again, and returns all anomalies.</summary>
    internal async Task<IReadOnlyList<Anomaly>> EndAsync(Hosts hosts)
    {
        _isStopping = true;
        await Task.WhenAll(_clients);
        var found = HistoryCheck.Find(_history.Attempts, await hosts.ReadEndAsync(Rooms));
        if (found.Count > 0)
            return found;

        var client = new HistoryClient(hosts.Start(), _history);
        foreach (var intent in _history.Unknown)
            (await client.SendAsync(intent)).Should().BeOfType<Answer.Ok>();

        return HistoryCheck.Find(_history.Attempts, await hosts.ReadEndAsync(Rooms));
    }

    private async Task SendAsync(IConversations host, int number)
    {
        var client = new HistoryClient(host, _history);
        for (var i = 0; !_isStopping; i++)
        {
            var intent = new Intent(Rooms[(number + i) % Rooms.Count], new($"{number}-{i}"), Alice, $"message {i} of {number}");

            // Some messages are sent again at once, and some only at the end.
            for (var tries = 0; await client.SendAsync(intent) is Answer.Unknown && tries < number % 3;)
                tries++;
        }
    }
}
