using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations;

/// <content>Delivers the changes of one conversation.</content>
internal sealed partial class HandlerRunner
{
    /// <summary>The greatest number of changes that are delivered again after a crash.</summary>
    private const int SliceSize = 100;

    /// <summary>For how long a report may wait. It is also the age that content has at most when it is delivered: a message may be deleted meanwhile.</summary>
    private static readonly TimeSpan _reportEvery = TimeSpan.FromSeconds(1);

    private async Task RunAsync(Lane lane)
    {
        var end = LaneEnd.Unknown;
        try
        {
            if (!lane.Leased.IsCancellationRequested)
                end = await DeliverSliceAsync(lane, lane.Leased).ConfigureAwait(false);
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

        EndTurn(lane, end);
    }

    private async Task<LaneEnd> DeliverSliceAsync(Lane lane, CancellationToken leased)
    {
        var (reported, began) = (lane.Position, context.Time.GetTimestamp());
        var range = new DeliveryRange(lane.ConversationId, lane.Position, lane.IsProbe ? 1 : SliceSize);
        var content = await context.Batches.ReadAsync(range, leased).ConfigureAwait(false);
        var changes = content.Changes.Changes;
        if (content.Changes.IsPruned)
            SkipLost(lane, content);

        var users = await FindUsersAsync(content, leased).ConfigureAwait(false);
        foreach (var change in changes)
        {
            if (registration.Handles(change))
            {
                if (leased.IsCancellationRequested || !context.Leases.IsAlive || IsStopping || !MayRun(lane))
                    return await LeaveAsync(lane).ConfigureAwait(false);

                var delivery = new Delivery(Name, change, lane.Attempts + 1)
                {
                    Conversation = content.Conversation,
                    Message = change is MessageChange about ? content.Messages.GetValueOrDefault(about.MessageId) : null,
                    Users = users,
                };
                if (await TryDeliverAsync(lane, delivery, leased).ConfigureAwait(false) is { } error)
                    return await FailAsync(lane, change, error, leased).ConfigureAwait(false);

                await _monitor.SucceededAsync(lane.IsProbe).ConfigureAwait(false);
                lane.IsProbe = false;
            }

            (lane.Position, lane.Attempts) = (change.Version, 0);
            if (context.Time.GetElapsedTime(began) >= _reportEvery)
                return await ReportAsync(lane, DeliveryStep.Keep).ConfigureAwait(false) ? LaneEnd.HasMore : LaneEnd.Gone;
        }

        if (lane.Position > reported && !await ReportAsync(lane, DeliveryStep.Keep).ConfigureAwait(false))
            return LaneEnd.Gone;

        return changes.Count == range.Limit ? LaneEnd.HasMore : LaneEnd.Done;
    }

    private bool IsStopping
    {
        get
        {
            lock (_lock)
                return _isStopping;
        }
    }

    private bool MayRun(Lane lane) => _monitor.IsRunning || lane.IsProbe;

    private async Task<IReadOnlyDictionary<UserId, User>> FindUsersAsync(DeliveryContent content, CancellationToken cancellationToken)
    {
        var ids = new HashSet<UserId>();
        foreach (var change in content.Changes.Changes.Where(registration.Handles))
        {
            ids.UnionWith(change.Users);
            if (change is MessageChange about && content.Messages.GetValueOrDefault(about.MessageId)?.SenderId is { } sender)
                ids.Add(sender);
        }

        return ids.Count == 0 ? new Dictionary<UserId, User>() : await context.Users.FindAsync(ids, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives a change to the handler. Returns what the handler threw, or null if it handled the change.</summary>
    private async Task<Exception?> TryDeliverAsync(Lane lane, Delivery delivery, CancellationToken leased)
    {
        using var limit = new CancellationTokenSource(registration.Options.Timeout, context.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, leased);
        using var span = DeliveryTelemetry.Begin(Name, delivery.Change);
        try
        {
            var handling = Task.Run(() => HandleAsync(delivery, both.Token), CancellationToken.None);
            if (await Task.WhenAny(handling, Cancelled(both.Token)).ConfigureAwait(false) != handling)
                await WaitForHungAsync(lane, handling).ConfigureAwait(false);

            await handling.ConfigureAwait(false);
            span.End("handled");
            return null;
        }
#pragma warning disable CA1031 // Whatever the app's code throws is a failed attempt.
        catch (Exception error)
#pragma warning restore CA1031
        {
            span.End("failed");
            return error;
        }
    }

    private async Task HandleAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var scope = context.Scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
            await registration.CallAsync(scope.ServiceProvider.GetRequiredService(registration.Type), delivery, cancellationToken).ConfigureAwait(false);
    }

    private static Task Cancelled(CancellationToken cancellationToken)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cancellationToken.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), cancelled);
        return cancelled.Task;
    }

    /// <summary>Waits for a handler that did not return when its token was cancelled. If it takes long, another conversation has the turn.</summary>
    private async Task WaitForHungAsync(Lane lane, Task handling)
    {
        if (await Task.WhenAny(handling, Task.Delay(_reportEvery, context.Time)).ConfigureAwait(false) == handling)
            return;

        DeliveryLog.Hung(context.Logger, Name);
        MarkHung(lane);
        await Task.WhenAny(handling).ConfigureAwait(false);
    }

    private Task<bool> ReportAsync(Lane lane, DeliveryStep step, TimeSpan delay = default, DeliveryError? error = null) => context.Batches.ReportAsync(
        new(new(Name, lane.ConversationId), lane.Fence, lane.Position, step, lane.Attempts, delay, error?.ToJson()));

    /// <summary>Ends a lane whose changes may not be delivered here now.</summary>
    private async Task<LaneEnd> LeaveAsync(Lane lane)
    {
        await ReportAsync(lane, DeliveryStep.Release).ConfigureAwait(false);
        return LaneEnd.Gone;
    }

    /// <summary>Stores that an attempt failed, and when the next one is.</summary>
    private async Task<LaneEnd> FailAsync(Lane lane, Change change, Exception error, CancellationToken leased)
    {
        // A handler that was stopped has not failed.
        if (leased.IsCancellationRequested || IsStopping)
            return await LeaveAsync(lane).ConfigureAwait(false);

        DeliveryLog.AttemptFailed(context.Logger, error, Name, change.ConversationId, change.Version);
        var stored = DeliveryError.Of(error, change.Version, registration.Options.StoreErrorMessages);
        var fate = await _monitor.FailedAsync(lane.ConversationId, error, stored.Text).ConfigureAwait(false);
        if (error is not RetryDeliveryException && fate != FailureFate.Outage)
            lane.Attempts++;

        var options = registration.Options;
        var parks = error is ParkDeliveryException
            || (fate == FailureFate.Counts && lane.Attempts >= options.ParkAfter)
            || (fate == FailureFate.LongOutage && lane.IsProbe && lane.Attempts >= options.ParkAfter);
        var delay = error is RetryDeliveryException retry ? retry.Delay : options.RetrySchedule.After(Math.Max(1, lane.Attempts));
        await ReportAsync(lane, parks ? DeliveryStep.Park : DeliveryStep.Wait, fate == FailureFate.Outage ? TimeSpan.Zero : delay, stored).ConfigureAwait(false);
        if (parks)
            DeliveryTelemetry.CountParked(Name);

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
