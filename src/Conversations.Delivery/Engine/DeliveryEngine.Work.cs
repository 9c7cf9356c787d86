using Conversations.Storage;

namespace Conversations;

/// <content>Finds what there is to do, and leases it.</content>
internal sealed partial class DeliveryEngine
{
    /// <summary>How many conversations a walk may be ahead of the handler.</summary>
    private const int WalkAhead = 2_000;

    /// <summary>The number of logs that one call looks at to prune them.</summary>
    private const int PruneSize = 1_000;

    private static readonly TimeSpan _coalescing = TimeSpan.FromMilliseconds(1);

    private readonly Dictionary<ConversationId, long> _doneSince = [];
    private bool _mayHaveMore;
    private TimeSpan _pollTook;
    private TimeSpan _lastPollTook;
    private int _firstRunner;

    private async Task WorkAsync(DeliveryContext context, CancellationToken cancellationToken)
    {
        long? polledAt = null;
        var isWorth = true;
        while (!cancellationToken.IsCancellationRequested)
        {
            var isDue = _pollsAtOnce
                || polledAt is not { } at
                || Time.GetElapsedTime(at) >= PollsEvery
                || (_mayHaveMore && _runners.Any(runner => runner.Monitor.IsRunning && runner.Wanted == 0));
            await RepeatAsync(
                "work",
                Options.PollInterval,
                async token =>
                {
                    isWorth = DrainSignals();
                    if (isDue)
                    {
                        polledAt = Time.GetTimestamp();
                        (_isWoken, _pollsAtOnce) = (false, false);
                        await PollAsync(context, token).ConfigureAwait(false);
                    }

                    await LeaseAsync(context, token).ConfigureAwait(false);
                    Interlocked.Exchange(ref _loopsAliveAt, Time.GetTimestamp());
                },
                cancellationToken,
                once: true).ConfigureAwait(false);

            // Signals of conversations that wait are many where these are busy. They need not wake this loop one by one.
            if (!isWorth)
                await Task.Delay(_coalescing, Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

            await WaitForWorkAsync(polledAt, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task WaitForWorkAsync(long? polledAt, CancellationToken cancellationToken)
    {
        var left = PollsEvery - (polledAt is { } at ? Time.GetElapsedTime(at) : TimeSpan.Zero);
        if (left <= TimeSpan.Zero)
            return;

        await _work.WaitAsync(left, Time, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Tells the runners of the conversations that changed. Returns false if none of them has anything to do.</summary>
    private bool DrainSignals()
    {
        _listens = _runners.Any(runner => runner.Monitor.IsRunning);
        var changed = new HashSet<(ConversationId Id, Type? Kind)>();
        while (_changed.TryDequeue(out var one))
            changed.Add(one);

        var isWorth = changed.Count == 0;
        foreach (var runner in _runners.Where(runner => runner.Monitor.IsRunning))
            isWorth |= runner.Signal(changed.Where(one => one.Kind is null || runner.Handles(one.Kind)).Select(one => one.Id), isFound: false);

        // What an operator or another host makes due earlier is not known here, so signals are looked at again soon.
        var soon = Time.TimestampAfter(Options.PollInterval);
        foreach (var (id, kind) in changed)
        {
            if (kind is null)
                continue;

            var ends = _runners.Where(runner => runner.Handles(kind)).Select(runner => runner.RestingUntil(id)).ToList();
            if (ends.Count > 0 && ends.TrueForAll(end => end is not null))
                _useless.Add(id, kind, Math.Min(ends.Min()!.Value, soon));
        }

        return isWorth;
    }

    /// <summary>Looks for what no signal told of.</summary>
    private async Task PollAsync(DeliveryContext context, CancellationToken cancellationToken)
    {
        foreach (var runner in _runners)
            await runner.Monitor.TryProbeAsync().ConfigureAwait(false);

        // A handler for which enough was found already is left out, so that it does not take the places of the others.
        string[] names =
        [
            .. _runners.Where(runner => (runner.Monitor.IsRunning && runner.Wanted < FindLimit / 2) || runner.Monitor.IsProbing).Select(runner => runner.Name),
        ];
        var began = Time.GetTimestamp();
        var work = await context.Store.FindWorkAsync(new(context.HostId, names, FindLimit), cancellationToken).ConfigureAwait(false);

        // One poll that takes long may have had to wait for the database.
        var took = Time.GetElapsedTime(began);
        (_pollTook, _lastPollTook) = (Smaller(took, _lastPollTook), took);
        foreach (var keys in work.Keys.GroupBy(key => key.Handler))
            _runners.First(runner => runner.Name == keys.Key).Signal(keys.Select(key => key.ConversationId), isFound: true);

        _mayHaveMore = work.Keys.Count == FindLimit;
        await SettleDoneAsync(context, work.Done, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Leases what the runners have turns for, until they have none or nothing is left.</summary>
    private async Task LeaseAsync(DeliveryContext context, CancellationToken cancellationToken)
    {
        while (context.Leases.IsAlive)
        {
            // Each time another handler is the first, so that one with much to do does not take the places of the others.
            var keys = new List<DeliveryKey>();
            _firstRunner = (_firstRunner + 1) % Math.Max(1, _runners.Count);
            foreach (var runner in _runners.Skip(_firstRunner).Concat(_runners.Take(_firstRunner)))
                keys.AddRange(runner.TakeWanted(BatchSize - keys.Count));

            if (keys.Count == 0)
                return;

            var leased = context.Leases.Token;
            try
            {
                var leases = await context.Store.LeaseAsync(context.HostId, keys, cancellationToken).ConfigureAwait(false);
                foreach (var own in leases.GroupBy(lease => lease.Key.Handler))
                    _runners.First(runner => runner.Name == own.Key).Begin(own, leased);
            }
            finally
            {
                foreach (var runner in _runners)
                    runner.EndLeasing();
            }
        }
    }

    /// <summary>
    /// Settles conversations in which nobody has anything to do. Between a change and the lease of another host, a conversation looks like
    /// that, too; so it must have looked like that for some time.
    /// </summary>
    private async Task SettleDoneAsync(DeliveryContext context, IReadOnlyList<ConversationId> done, CancellationToken cancellationToken)
    {
        var now = Time.GetTimestamp();
        foreach (var gone in _doneSince.Keys.Except(done).ToList())
            _doneSince.Remove(gone);

        foreach (var id in done)
            _doneSince.TryAdd(id, now);

        var quiet = _doneSince.Where(one => Time.GetElapsedTime(one.Value) >= Options.QuietFor && _runners.All(runner => runner.IsQuiet(one.Key)))
            .Select(one => one.Key).ToList();
        await SettleAsync(context, quiet, cancellationToken).ConfigureAwait(false);
        foreach (var id in quiet)
            _doneSince.Remove(id);
    }

    private async Task SettleAsync(DeliveryContext context, IReadOnlyList<ConversationId> ids, CancellationToken cancellationToken)
    {
        foreach (var batch in ids.Chunk(BatchSize))
        {
            var free = new List<ConversationId>();
            var begun = new List<(HandlerRunner Runner, ConversationId Id)>();
            try
            {
                foreach (var id in batch)
                {
                    var isFree = true;
                    foreach (var runner in _runners)
                    {
                        if (runner.TryBeginSettling(id))
                            begun.Add((runner, id));
                        else
                            isFree = false;
                    }

                    if (isFree)
                        free.Add(id);
                }

                if (free.Count > 0)
                    await context.Store.SettleAsync(context.HostId, free, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                foreach (var (runner, id) in begun)
                    runner.EndSettling(id);

                _work.Set();
            }
        }
    }

    /// <summary>Settles conversations that were quiet, lets walks go on, and stores what other hosts must know.</summary>
    private async Task SweepAsync(DeliveryContext context, CancellationToken cancellationToken)
    {
        _useless.Trim();
        var quiet = _runners.SelectMany(runner => runner.FindQuiet()).Distinct().Where(id => _runners.All(runner => runner.IsQuiet(id))).ToList();
        await SettleAsync(context, quiet, cancellationToken).ConfigureAwait(false);
        foreach (var runner in _runners)
        {
            await runner.Monitor.FlushAsync().ConfigureAwait(false);
            if (runner.Monitor is { IsRunning: true, Row: { WalkedTo: not null } row } && runner.Waiting < WalkAhead)
                await WalkAsync(context, row, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task WalkAsync(DeliveryContext context, HandlerRow row, CancellationToken cancellationToken)
    {
        await context.Store.WalkAsync(row.Name, row.Version, HandlerState.Parse(row.State).WalkFrom, WalkAhead, cancellationToken).ConfigureAwait(false);
        await TickAsync(context, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Looks at all logs, slowly: an idle host must not ask the database more often because there are many conversations.</summary>
    private async Task PruneAsync(CancellationToken cancellationToken)
    {
        var pause = Options.KeepFor / 100_000;
        ConversationId? after = null;
        do
        {
            after = await Store!.PruneAsync(new(after, PruneSize, Options.KeepFor, Options.MaxRetention), cancellationToken).ConfigureAwait(false);
            if (after is not null)
                await Task.Delay(pause > Options.PollInterval ? pause : Options.PollInterval, Time, cancellationToken).ConfigureAwait(false);
        }
        while (after is not null);
    }
}
