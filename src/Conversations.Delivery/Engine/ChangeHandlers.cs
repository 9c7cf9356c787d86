using Conversations.Storage;

namespace Conversations;

/// <summary>Shows and controls the handlers by what is stored.</summary>
internal sealed class ChangeHandlers(DeliveryEngine engine) : IChangeHandlers
{
    private const int MaxTries = 100;

    private static readonly TimeSpan _abandonedAfter = TimeSpan.FromDays(7);

    private static readonly TimeSpan _checkEvery = TimeSpan.FromMilliseconds(10);

    public bool IsDelivering => engine.IsAlive;

    private IDeliveryStore Store => engine.Store
        ?? throw new InvalidOperationException("The store cannot deliver changes to handlers. Use a store that implements IDeliveryStore.");

    public async Task<IReadOnlyList<ChangeHandlerStatus>> ListAsync(CancellationToken cancellationToken = default)
    {
        var tick = await ReadAsync(cancellationToken).ConfigureAwait(false);
        var found = new List<ChangeHandlerStatus>();
        foreach (var row in tick.Handlers)
        {
            var lag = await Store.MeasureAsync(row.Name, cancellationToken).ConfigureAwait(false);
            found.Add(StatusOf(row, lag, tick.Now));
        }

        return found;
    }

    public Task PauseAsync(string name, CancellationToken cancellationToken = default) =>
        ChangeAsync(name, state => state with { IsPaused = true }, Store.TrySetHandlerAsync, cancellationToken);

    public Task ResumeAsync(string name, CancellationToken cancellationToken = default) =>
        ChangeAsync(name, state => state with { IsPaused = false, FailingSince = null, Circuit = new() }, Store.TrySetHandlerAsync, cancellationToken);

    public async Task<IReadOnlyList<FailedChange>> ListFailedAsync(
        string name, bool parkedOnly = true, ConversationId? after = null, int limit = 100, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 1_000);
        var rows = await Store.ListFailedAsync(name, parkedOnly, after, limit, cancellationToken).ConfigureAwait(false);
        if (rows.Count == 0)
            await FindAsync(name, cancellationToken).ConfigureAwait(false);

        return
        [
            .. rows.SelectMany(row => FailedIn(name, row)).Where(change => change.IsParked || !parkedOnly),
        ];
    }

    /// <summary>Returns the change that keeps others waiting, or those that wait aside.</summary>
    private static IEnumerable<FailedChange> FailedIn(string name, FailedDelivery row)
    {
        var error = DeliveryError.Parse(row.Error);
        if (row.Aside is null)
            return [new(name, row.ConversationId, row.Position, row.IsParked, row.Attempts, row.DueAt, error?.Text, error?.Version)];

        // The change after them may have failed, too.
        var aside = AsideState.Parse(row.Aside);
        var changes = aside.Changes.Where(change => change.Version > row.Position).Select(change => new FailedChange(
            name, row.ConversationId, row.Position, change.DueAt is null, change.Attempts, change.DueAt, change.Error, change.Version));
        return error?.Version > aside.UpTo
            ? changes.Append(new(name, row.ConversationId, row.Position, row.IsParked, aside.Attempts, row.DueAt, error.Text, error.Version))
            : changes;
    }

    public Task<int> RetryAsync(string name, ConversationId? conversation = null, CancellationToken cancellationToken = default) =>
        RetryAsync(name, conversation, upTo: null, cancellationToken);

    public async Task<bool> SkipAsync(string name, ConversationId conversation, long version, CancellationToken cancellationToken = default)
    {
        return await RetryAsync(name, conversation, version, cancellationToken).ConfigureAwait(false) > 0;
    }

    public async Task ReplayAsync(string name, ChangeStart from, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(from);
        if (from.IsNow)
            throw new ArgumentException("A replay begins at the beginning or at a time.", nameof(from));

        await ChangeAsync(name, state => state with { WalkFrom = from.From }, Store.TryRestartWalkAsync, cancellationToken).ConfigureAwait(false);
    }

    public async Task RemoveAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        while (await Store.RemoveHandlerAsync(name, cancellationToken).ConfigureAwait(false))
            cancellationToken.ThrowIfCancellationRequested();
    }

    public async Task WaitUntilCaughtUpAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero);
        var began = engine.Time.GetTimestamp();
        while (await FindBehindAsync(cancellationToken).ConfigureAwait(false) is { Count: > 0 } behind)
        {
            if (engine.Time.GetElapsedTime(began) >= timeout)
            {
                throw new TimeoutException($"These handlers have not handled all changes: {string.Join(", ", behind)}."
                    + (IsDelivering ? "" : " No delivery runs in this process: start the host, or call DeliveryRunner.RunAsync."));
            }

            // Changes that a handler does not get are passed when they are polled for, which can take a while.
            engine.Poll();
            await Task.Delay(_checkEvery, engine.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<List<string>> FindBehindAsync(CancellationToken cancellationToken)
    {
        var behind = new List<string>();
        var rows = (await ReadAsync(cancellationToken).ConfigureAwait(false)).Handlers;
        foreach (var name in engine.Names)
        {
            var lag = await Store.MeasureAsync(name, cancellationToken).ConfigureAwait(false);
            var row = rows.FirstOrDefault(one => one.Name == name);
            if (lag.Changes > 0 || row is not { WalkedTo: null })
                behind.Add(row is not null && HandlerState.Parse(row.State).IsPaused ? $"{name} (paused)" : name);
        }

        return behind;
    }

    private ChangeHandlerStatus StatusOf(HandlerRow row, HandlerLag lag, DateTimeOffset now)
    {
        var state = HandlerState.Parse(row.State);
        var runner = engine.Runners.FirstOrDefault(one => one.Name == row.Name);
        return new(row.Name)
        {
            RunsHere = runner is not null,
            LastRunAt = row.LastRunAt,
            IsAbandoned = now - row.LastRunAt >= _abandonedAfter,
            IsPaused = state.IsPaused,
            FailingSince = state.FailingSince,
            CircuitOpenSince = state.Circuit.OpenSince,
            IsReplaying = row.WalkedTo is not null,
            LagInChanges = lag.Changes,
            Lag = lag.OldestAt is { } oldest && oldest < now ? now - oldest : TimeSpan.Zero,
            Parked = lag.Parked,
            HungHere = runner?.Hung ?? 0,
            Lost = state.Lost?.ToPublic(),
            LastError = runner?.Monitor.LastError ?? state.LastError,
        };
    }

    private async Task ChangeAsync(
        string name, Func<HandlerState, HandlerState> change, Func<string, string, long, CancellationToken, Task<bool>> trySet, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        for (var i = 0; i < MaxTries; i++)
        {
            var row = await FindAsync(name, cancellationToken).ConfigureAwait(false);
            if (await trySet(name, change(HandlerState.Parse(row.State)).ToJson(), row.Version, cancellationToken).ConfigureAwait(false))
            {
                // The engine of this host knows at once, the others after their next tick.
                await engine.RefreshAsync(cancellationToken).ConfigureAwait(false);
                return;
            }
        }

        throw new StorageException($"Other hosts changed the handler '{name}' {MaxTries} times at the same moment. Nothing was written. Try again.");
    }

    private async Task<int> RetryAsync(string name, ConversationId? conversation, long? upTo, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var count = await Store.RetryFailedAsync(name, conversation, upTo, cancellationToken).ConfigureAwait(false);
        if (count == 0)
            await FindAsync(name, cancellationToken).ConfigureAwait(false);

        return count;
    }

    private async Task<HandlerRow> FindAsync(string name, CancellationToken cancellationToken) =>
        (await ReadAsync(cancellationToken).ConfigureAwait(false)).Handlers.FirstOrDefault(one => one.Name == name)
        ?? throw new ArgumentException($"No change handler with the name '{name}' is stored.", nameof(name));

    /// <summary>Reads the handlers. The host that asks runs none and is alive for no time.</summary>
    private Task<DeliveryTick> ReadAsync(CancellationToken cancellationToken) => Store.TickAsync(new(Guid.Empty, [], TimeSpan.Zero), cancellationToken);
}
