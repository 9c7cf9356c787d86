using System.Diagnostics.CodeAnalysis;
using Conversations.Storage;
using Conversations.Storage.Writing;

namespace Conversations;

/// <summary>Collects what the lanes of all handlers ask of the store, so that one statement serves all that wait together.</summary>
internal sealed class DeliveryBatches : IAsyncDisposable
{
    private const int MaxReads = 64;

    /// <summary>Two batches are read at a time: while the database works on one, this host makes objects of the other.</summary>
    private readonly WriteQueue<Item<DeliveryRange>, DeliveryContent>[] _reads;

    private readonly WriteQueue<Item<DeliveryReport>, bool> _reports;
    private readonly WriteQueue<Item<IReadOnlyCollection<UserId>>, IReadOnlyDictionary<UserId, User>> _users;
    private uint _turn;

    [SuppressMessage("Reliability", "CA2000", Justification = "The queues are disposed with this object.")]
    internal DeliveryBatches(IDeliveryStore store, IUserLookup users, Guid hostId, DeliveryOptions options, TimeProvider time)
    {
        _reads = [MakeReads(store), MakeReads(store)];
        _reports = new(batch => store.ReportAsync(hostId, [.. batch.Select(one => one.Value)]));
        _users = new(batch => FindUsersAsync(users, batch, options.LeaseDuration, time));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var reads in _reads)
            await reads.DisposeAsync().ConfigureAwait(false);

        await _reports.DisposeAsync().ConfigureAwait(false);
        await _users.DisposeAsync().ConfigureAwait(false);
    }

    internal Task<DeliveryContent> ReadAsync(DeliveryRange range, CancellationToken cancellationToken) =>
        _reads[Interlocked.Increment(ref _turn) % (uint)_reads.Length].WriteAsync(new(range), cancellationToken);

    /// <summary>Finds users. The result may contain others, too.</summary>
    internal Task<IReadOnlyDictionary<UserId, User>> FindUsersAsync(IReadOnlyCollection<UserId> ids, CancellationToken cancellationToken) =>
        _users.WriteAsync(new(ids), cancellationToken);

    /// <summary>Reports how far a lane is. Returns false if the host has lost the lease.</summary>
    internal Task<bool> ReportAsync(DeliveryReport report) => _reports.WriteAsync(new(report));

    [SuppressMessage("Reliability", "CA2000", Justification = "The caller disposes the queue.")]
    private static WriteQueue<Item<DeliveryRange>, DeliveryContent> MakeReads(IDeliveryStore store) =>
        new(batch => store.ReadContentAsync([.. batch.Select(one => one.Value)]), MaxReads);

    private static async Task<IReadOnlyList<IReadOnlyDictionary<UserId, User>>> FindUsersAsync(
        IUserLookup users, IReadOnlyList<Item<IReadOnlyCollection<UserId>>> batch, TimeSpan limit, TimeProvider time)
    {
        HashSet<UserId> ids = [.. batch.SelectMany(one => one.Value)];

        // A directory of the app may ignore the token and hang. Then all handlers would wait, for it serves all of them, but the end of the host must not.
        using var ending = new CancellationTokenSource(limit, time);
        var found = await users.FindAsync(ids, ending.Token).WaitAsync(ending.Token).ConfigureAwait(false);
        return [.. batch.Select(_ => found)];
    }

    private sealed record Item<T>(T Value) : IQueuedWrite
    {
        public MessageId? MessageId => null;
    }
}
