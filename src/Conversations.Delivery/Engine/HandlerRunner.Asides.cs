using Conversations.Storage;

namespace Conversations;

/// <content>Changes that failed, and that a handler without an order tries again while later ones go on.</content>
internal sealed partial class HandlerRunner
{
    /// <summary>How often a change is tried before later ones go on.</summary>
    private const int TriesInOrder = 3;

    private bool GoesAside(Lane lane, Exception error, FailureFate fate, bool parks) =>
        !registration.Options.IsOrdered
        && (parks || (fate == FailureFate.Counts && error is not RetryDeliveryException && lane.Attempts >= TriesInOrder))
        && (lane.Aside?.Changes.Count ?? 0) < AsideState.MaxChanges;

    private void AddAside(Lane lane, Change change, DeliveryError failure, bool parks)
    {
        var aside = new AsideChange(change.Version, lane.Attempts, parks ? null : _monitor.Now + registration.Options.RetrySchedule.After(lane.Attempts), failure.Text);
        lane.Aside = lane.Aside is { } others ? others.With(change.Version, aside) : new(change.Version, 0, [aside]);
        lane.Attempts = 0;
    }

    /// <summary>
    /// Tries the first change that is due aside, in every second turn at most, so that the others get on. Returns how the turn ended, or null if it goes on.
    /// </summary>
    private async Task<LaneEnd?> DeliverAsideAsync(Lane lane, CallLimit limit, CancellationToken leased)
    {
        lane.HadAside = !lane.HadAside;
        if (!lane.HadAside)
            return null;

        var now = _monitor.Now;
        if (lane.Aside?.Changes.FirstOrDefault(change => change.DueAt <= now) is not { } due)
        {
            lane.HadAside = false;
            return null;
        }

        if (!context.Leases.IsAlive || _isStopping || !MayRun(lane))
            return await LeaveAsync(lane).ConfigureAwait(false);

        var range = new DeliveryRange(lane.ConversationId, due.Version - 1, 1, registration.Kinds, registration.Options.NeedsContent);
        var content = await context.Batches.ReadAsync(range, leased).ConfigureAwait(false);
        var loaded = new LoadedChanges(content, await FindUsersAsync(content, leased).ConfigureAwait(false), 1, context.Time.GetTimestamp());
        if (loaded.Changes is not [var change] || change.Version != due.Version)
        {
            // What a deleted conversation had not delivered is dropped. Everything else that is missing was removed from the log.
            if (content.Conversation is not null && content.LogAfter >= due.Version && loaded.Changes is not [ConversationDeleted])
                _monitor.AddLost(lane.ConversationId, 1);

            Set(lane, due.Version, null);
            return null;
        }

        var delivery = loaded.DeliveryOf(Name, change, due.Attempts + 1);
        if (await TryDeliverAsync(lane, delivery, limit).ConfigureAwait(false) is not { } error)
        {
            await _monitor.SucceededAsync(lane.IsProbe).ConfigureAwait(false);
            lane.IsProbe = false;
            Set(lane, due.Version, null);
            return null;
        }

        if (leased.IsCancellationRequested || _isStopping)
            return await LeaveAsync(lane).ConfigureAwait(false);

        var (attempts, failure, fate) = await CountAsync(lane, change, error, due.Attempts).ConfigureAwait(false);
        var parks = Parks(error, fate, attempts, lane.IsProbe);
        Set(lane, due.Version, new(due.Version, attempts, parks ? null : _monitor.Now + DelayAfter(error, attempts), failure.Text));
        lane.IsProbe = false;
        return fate == FailureFate.Counts ? null : await LeaveAsync(lane).ConfigureAwait(false);
    }

    /// <summary>
    /// Removes changes aside that are not in the log any more. What a deleted conversation had not delivered is dropped; everything else is lost.
    /// </summary>
    private void DropAside(Lane lane, DeliveryContent content)
    {
        if (lane.Aside is null)
            return;

        var deleted = content.Changes.Changes.OfType<ConversationDeleted>().LastOrDefault()?.Version ?? 0;
        var gone = lane.Aside.Changes.Where(change => change.Version <= content.LogAfter || change.Version < deleted).ToList();
        foreach (var change in gone)
            Set(lane, change.Version, null);

        if (gone.Count > 0 && deleted == 0 && content.Conversation is not null)
            _monitor.AddLost(lane.ConversationId, gone.Count);
    }

    /// <summary>Replaces a change aside, or removes it.</summary>
    private static void Set(Lane lane, long version, AsideChange? change)
    {
        lane.Aside = lane.Aside?.With(version, change);
        lane.HasNewAside = true;
    }

    /// <summary>Ends the turn of a lane that has handled everything but what waits aside. A later change wakes it.</summary>
    private async Task<LaneEnd> RestAsync(Lane lane)
    {
        if (lane.Aside!.DueAt is not { } due)
        {
            await ReportAsync(lane, DeliveryStep.Park, triedTo: lane.Position).ConfigureAwait(false);
            return LaneEnd.Gone;
        }

        var delay = due - _monitor.Now;
        return await WaitAsync(lane, delay > TimeSpan.Zero ? delay : TimeSpan.Zero, error: null, triedTo: lane.Position).ConfigureAwait(false);
    }
}
