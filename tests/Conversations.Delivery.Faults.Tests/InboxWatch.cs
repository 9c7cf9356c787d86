namespace Conversations.Delivery.Faults;

/// <summary>
/// A client that shows all conversations of a user. Its watch moves to the next host again and again, and resumes there with the token of its last event. It reads
/// a conversation only when it is told to, so whatever is lost leaves a gap.
/// </summary>
internal sealed class InboxWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<ConversationId, long> _known = [];
    private readonly List<string> _faults = [];
    private readonly Task _watching;
    private int _changes;
    private int _resyncs;

    private InboxWatch(IReadOnlyList<HistoryHost> hosts, UserId user) => _watching = Task.Run(() => WatchAsync(hosts, user));

    /// <summary>Gets the number of changes that came, and of conversations that were to be read again.</summary>
    internal (int Changes, int Resyncs) Counts => (Volatile.Read(ref _changes), Volatile.Read(ref _resyncs));

    internal static InboxWatch Start(IReadOnlyList<HistoryHost> hosts, UserId user) => new(hosts, user);

    /// <summary>Waits until the client knows the last version of each conversation. Nothing may have been left out or given twice.</summary>
    internal async Task ShouldKnowAllAsync(IReadOnlyDictionary<ConversationId, long> versions)
    {
        await Run.UntilAsync(() => _watching.IsCompleted || versions.All(one => VersionOf(one.Key) >= one.Value), "the client knows all versions");
        await EndAsync();

        _faults.Should().BeEmpty();
        _known.Should().Equal(versions);
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _stop.Dispose();
    }

    private long VersionOf(ConversationId id)
    {
        lock (_known)
            return _known.GetValueOrDefault(id);
    }

    private async Task EndAsync()
    {
        await _stop.CancelAsync();
        await _watching;
    }

    private async Task WatchAsync(IReadOnlyList<HistoryHost> hosts, UserId user)
    {
        var (random, token) = (new Random(2), (string?)null);
        try
        {
            for (var turn = 0; ; turn++)
            {
                var session = hosts[turn % hosts.Count].Conversations.As(user);
                await using var watch = session.WatchAsync(token, _stop.Token).GetAsyncEnumerator(_stop.Token);
                var (given, isOn) = (new Dictionary<ConversationId, long>(), await ReadAsync(watch.MoveNextAsync));
                for (var left = random.Next(1, 60); left > 0 && isOn; left--)
                {
                    if (!await ReadAsync(() => TakeAsync(session, watch.Current, given)))
                        break;

                    token = watch.Current.Resume;
                    isOn = await watch.MoveNextAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    /// <summary>Reads from the store. While the database is away, a watch does not end, but none begins, and nothing can be read.</summary>
    /// <returns>True, or false if the database is away.</returns>
    private async Task<bool> ReadAsync(Func<ValueTask<bool>> read)
    {
        try
        {
            return await read();
        }
        catch (StorageException)
        {
            await Task.Delay(100, _stop.Token);
            return false;
        }
    }

    /// <returns>True.</returns>
    private async ValueTask<bool> TakeAsync(UserSession session, WatchEvent one, Dictionary<ConversationId, long> given)
    {
        if (one is Reload)
        {
            await foreach (var entry in session.ListInboxAsync(new() { IncludeEmpty = true }))
                Know(entry.Conversation.Id, entry.Conversation.Version);
        }
        else if (one is Resync resync)
        {
            _resyncs++;
            Know(resync.ConversationId, (await session.FindAsync(resync.ConversationId, _stop.Token))!.Version);
        }
        else if (one is WatchedChange { Change: var change })
        {
            _changes++;
            var (id, version, known) = (change.ConversationId, change.Version, VersionOf(change.ConversationId));
            if (version <= given.GetValueOrDefault(id))
                _faults.Add($"{id}: version {version} came after {given[id]}.");
            if (version > known + 1)
                _faults.Add($"{id}: version {version} came, but only {known} was known.");

            given[id] = version;
            Know(id, version);
        }

        return true;
    }

    private void Know(ConversationId id, long version)
    {
        lock (_known)
            _known[id] = Math.Max(version, _known.GetValueOrDefault(id));
    }
}
