using System.Collections.ObjectModel;
using Conversations.Storage;

namespace Conversations;

/// <content>Delivers the changes of one conversation.</content>
internal sealed partial class HandlerRunner
{
    /// <summary>The greatest number of changes that are delivered again after a crash.</summary>
    private const int SliceSize = 100;

    /// <summary>Reads the next changes of a lane.</summary>
    private async Task LoadAsync(Lane lane)
    {
        var end = await GuardAsync(async () =>
        {
            var leased = lane.Leased;
            var range = new DeliveryRange(lane.ConversationId, lane.Position, lane.IsProbe ? 1 : SliceSize, registration.Kinds, registration.Options.NeedsContent);
            var content = await context.Batches.ReadAsync(range, leased).ConfigureAwait(false);
            var users = await FindUsersAsync(content, leased).ConfigureAwait(false);

            // The age counts from here. If it counted from before, a database or a directory that takes longer than content may be old would stop everything.
            EndLoading(lane, new(content, users, range.Limit, context.Time.GetTimestamp()));
            return null;
        }).ConfigureAwait(false);
        if (end is { } ended)
            EndTurn(lane, ended);
    }

    /// <summary>Lets a lane have its turn.</summary>
    private async Task RunAsync(Lane lane) =>
        EndTurn(lane, await GuardAsync(async () => await DeliverAsync(lane, lane.Leased).ConfigureAwait(false)).ConfigureAwait(false) ?? LaneEnd.Unknown);

    /// <summary>Does what a lane needs. If that fails, the lane gets a new lease after a pause.</summary>
    private async Task<LaneEnd?> GuardAsync(Func<Task<LaneEnd?>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (StorageException error)
        {
            DeliveryLog.StoreFailed(context.Logger, error, Name);
            await Task.Delay(context.Options.PollInterval, context.Time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
        {
            // The lease was lost, or the engine stops.
        }
#pragma warning disable CA1031 // A fault in one conversation must not end the turn of the others.
        catch (Exception error)
#pragma warning restore CA1031
        {
            DeliveryLog.Failed(context.Logger, error, Name);
            await Task.Delay(context.Options.PollInterval, context.Time, CancellationToken.None).ConfigureAwait(false);
        }

        return LaneEnd.Unknown;
    }

    private async Task<LaneEnd> DeliverAsync(Lane lane, CancellationToken leased)
    {
        var (loaded, begin) = (lane.Loaded!, lane.Position);
        lane.Loaded = null;
        leased.ThrowIfCancellationRequested();
        DropAside(lane, loaded.Content);
        var limit = new CallLimit(registration.Options.Timeout, context.Time, leased);
        await using var turn = limit.ConfigureAwait(false);
        if (await DeliverAsideAsync(lane, limit, leased).ConfigureAwait(false) is { } aside)
            return aside;

        if (loaded.Content.Changes.IsPruned)
            SkipLost(lane, loaded.Content);

        var isComplete = true;
        foreach (var change in loaded.Changes)
        {
            if (registration.Handles(change))
            {
                // At least one change was handled, so the lane gets on although its content is read again and again.
                if ((lane.Position > begin || lane.HadAside) && !IsFresh(loaded))
                {
                    isComplete = false;
                    break;
                }

                if (leased.IsCancellationRequested || !context.Leases.IsAlive || _isStopping || !MayRun(lane))
                    return await LeaveAsync(lane).ConfigureAwait(false);

                var delivery = loaded.DeliveryOf(Name, change, lane.Attempts + 1);
                if (await TryDeliverAsync(lane, delivery, limit).ConfigureAwait(false) is { } error)
                {
                    if (await FailAsync(lane, change, error, loaded.Content, leased).ConfigureAwait(false) is { } end)
                        return end;
                }
                else
                {
                    await _monitor.SucceededAsync(lane.IsProbe).ConfigureAwait(false);
                }

                lane.IsProbe = false;
            }

            (lane.Position, lane.Attempts) = (change.Version, 0);
        }

        // The rest of what was read is nothing that the handler gets.
        if (isComplete && loaded.Content.UpTo > lane.Position)
            (lane.Position, lane.Attempts) = (loaded.Content.UpTo, 0);

        BeginReporting(lane);
        var isDoubted = lane.IsDoubted && loaded.Changes.Count == 0;
        lane.IsDoubted = false;
        var hasMore = !isComplete || loaded.Changes.Count >= loaded.Limit || lane.Aside?.DueAt <= _monitor.Now;
        if (lane.Aside is not null && !hasMore)
            return await RestAsync(lane).ConfigureAwait(false);

        if ((lane.Position > begin || isDoubted || lane.HasNewAside) && !await ReportAsync(lane, DeliveryStep.Keep).ConfigureAwait(false))
            return LaneEnd.Gone;

        lane.HasNewAside = false;
        return hasMore ? LaneEnd.HasMore : LaneEnd.Done;
    }

    private bool MayRun(Lane lane) => _monitor.IsRunning || (lane.IsProbe && !_monitor.State.IsPaused);

    private async Task<IReadOnlyDictionary<UserId, User>> FindUsersAsync(DeliveryContent content, CancellationToken cancellationToken)
    {
        if (!registration.Options.NeedsContent)
            return ReadOnlyDictionary<UserId, User>.Empty;

        HashSet<UserId> ids = [.. content.Changes.Changes.Where(registration.Handles).SelectMany(change => LoadedChanges.UserIdsOf(content, change))];
        return ids.Count == 0 ? ReadOnlyDictionary<UserId, User>.Empty : await context.Batches.FindUsersAsync(ids, cancellationToken).ConfigureAwait(false);
    }

    private Task<bool> ReportAsync(Lane lane, DeliveryStep step, TimeSpan delay = default, DeliveryError? error = null, long? triedTo = null)
    {
        // A row with changes aside is a failed one, so it counts at least one attempt. What was tried is no lag.
        var (aside, key) = (lane.Aside, new DeliveryKey(Name, lane.ConversationId));
        if (aside is not null && step is DeliveryStep.Keep or DeliveryStep.Release)
            triedTo ??= lane.Position;

        return context.Batches.ReportAsync(aside is null
            ? new(key, lane.Fence, lane.Position, step, lane.Attempts, delay, error?.ToJson(), triedTo)
            : new(
                key,
                lane.Fence,
                aside.Changes[0].Version - 1,
                step,
                Math.Max(1, lane.Attempts),
                delay,
                error?.ToJson(),
                triedTo,
                (aside with { UpTo = lane.Position, Attempts = lane.Attempts }).ToJson()));
    }

    /// <summary>Ends the lease of a lane until a time.</summary>
    private async Task<LaneEnd> WaitAsync(Lane lane, TimeSpan delay, DeliveryError? error, long? triedTo)
    {
        if (await ReportAsync(lane, DeliveryStep.Wait, delay, error, triedTo).ConfigureAwait(false) && triedTo is null or long.MaxValue)
        {
            lock (_lock)
                _resting[lane.ConversationId] = context.Time.TimestampAfter(delay);
        }

        return LaneEnd.Gone;
    }

    /// <summary>Ends a lane whose changes may not be delivered here now.</summary>
    private async Task<LaneEnd> LeaveAsync(Lane lane)
    {
        await ReportAsync(lane, DeliveryStep.Release).ConfigureAwait(false);
        return LaneEnd.Gone;
    }

    /// <summary>Goes to the beginning of the log. What a deletion removed is not lost: only the deletion is delivered.</summary>
    private void SkipLost(Lane lane, DeliveryContent content)
    {
        var lost = content.LogAfter - lane.Position;
        lane.Position = content.LogAfter;
        if (content.Changes.Changes is [ConversationDeleted, ..] || (content.Conversation is null && content.Changes.Changes.Count > 0))
            return;

        // Of a conversation that is gone, only the deletion can have been lost.
        _monitor.AddLost(lane.ConversationId, content.Conversation is null ? 1 : lost);
    }
}
