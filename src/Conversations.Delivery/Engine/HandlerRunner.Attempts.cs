using Conversations.Storage;

namespace Conversations;

/// <content>Calls the handler, and decides what follows if it fails.</content>
internal sealed partial class HandlerRunner
{
    /// <summary>How long a handler may take to return after its token was cancelled.</summary>
    private static readonly TimeSpan _hangsAfter = TimeSpan.FromSeconds(1);

    /// <summary>Gives a change to the handler. Returns what the handler threw, or null if it handled the change.</summary>
    private async Task<Exception?> TryDeliverAsync(Lane lane, Delivery delivery, CallLimit limit)
    {
        using var span = DeliveryTelemetry.Begin(Name, delivery.Change, context.Traces.Find(delivery.Change));
        if (lane.IsProbe)
            _monitor.EndProbing();

        var (call, token) = (lane.BeginCall(), limit.Begin());
        var watch = token.UnsafeRegister(
            static state =>
            {
                var (runner, called, number) = ((HandlerRunner, Lane, int))state!;
                _ = runner.WatchHungAsync(called, number);
            },
            (this, lane, call));
        try
        {
            await registration.CallAsync(context.Scopes, delivery, token).ConfigureAwait(false);
            span.End("handled");
            return null;
        }
#pragma warning disable CA1031 // Whatever the app's code throws is a failed attempt.
        catch (Exception error)
#pragma warning restore CA1031
        {
            span.End(error is WaitDeliveryException ? "waits" : "failed");
            return error;
        }
        finally
        {
            lane.EndCall();
            await watch.DisposeAsync().ConfigureAwait(false);
            await limit.EndAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Waits for a handler whose token was cancelled. If it does not return, another conversation has the turn.</summary>
    private async Task WatchHungAsync(Lane lane, int call)
    {
        await Task.Delay(_hangsAfter, context.Time).ConfigureAwait(false);
        MarkHung(lane, call);
    }

    /// <summary>
    /// Stores that an attempt failed, and when the next one is. Returns null if the change waits aside, so that the lane goes on with the next one.
    /// </summary>
    private async Task<LaneEnd?> FailAsync(Lane lane, Change change, Exception error, DeliveryContent content, CancellationToken leased)
    {
        // A handler that was stopped has not failed.
        if (leased.IsCancellationRequested || _isStopping)
            return await LeaveAsync(lane).ConfigureAwait(false);

        if (error is WaitDeliveryException wait)
            return await WaitAsync(lane, wait.Delay, error: null, wait.IsWoken ? content.Conversation?.Version ?? change.Version : long.MaxValue).ConfigureAwait(false);

        var (attempts, failure, fate) = await CountAsync(lane, change, error, lane.Attempts).ConfigureAwait(false);
        lane.Attempts = attempts;
        if (error is PauseHandlerException)
            return await LeaveAsync(lane).ConfigureAwait(false);

        // As long as others wait aside and are tried again, the row must not be parked.
        var isFull = lane.Aside is { Changes.Count: >= AsideState.MaxChanges, DueAt: not null };
        var parks = !isFull && Parks(error, fate, attempts, lane.IsProbe);
        if (GoesAside(lane, error, fate, parks))
        {
            AddAside(lane, change, failure, parks);
            return null;
        }

        if (!parks)
            return await WaitAsync(lane, fate == FailureFate.Outage ? TimeSpan.Zero : DelayAfter(error, attempts), failure, triedTo: null).ConfigureAwait(false);

        await ReportAsync(lane, DeliveryStep.Park, error: failure).ConfigureAwait(false);
        return LaneEnd.Gone;
    }

    /// <summary>Counts a failed attempt for its change, and tells other hosts of it.</summary>
    private async Task<(int Attempts, DeliveryError Stored, FailureFate Fate)> CountAsync(Lane lane, Change change, Exception error, int attempts)
    {
        DeliveryLog.AttemptFailed(context.Logger, error, Name, change.ConversationId, change.Version);
        var stored = DeliveryError.Of(error, change.Version, registration.Options.StoreErrorMessages);
        if (error is PauseHandlerException)
        {
            await _monitor.PauseAsync(stored.Text).ConfigureAwait(false);
            return (attempts, stored, FailureFate.Outage);
        }

        var fate = await _monitor.FailedAsync(lane.ConversationId, error, stored.Text).ConfigureAwait(false);
        return (error is not RetryDeliveryException && fate != FailureFate.Outage ? attempts + 1 : attempts, stored, fate);
    }

    /// <summary>Tells whether a change is not tried any more, and counts it if so.</summary>
    private bool Parks(Exception error, FailureFate fate, int attempts, bool isProbe)
    {
        var isLast = attempts >= registration.Options.ParkAfter;
        if (error is not ParkDeliveryException && !(isLast && (fate == FailureFate.Counts || (fate == FailureFate.LongOutage && isProbe))))
            return false;

        DeliveryLog.Parked(context.Logger, Name, attempts, error.GetType().Name);
        DeliveryTelemetry.CountParked(Name);
        return true;
    }

    private TimeSpan DelayAfter(Exception error, int attempts) =>
        error is RetryDeliveryException retry ? retry.Delay : registration.Options.RetrySchedule.After(Math.Max(1, attempts));
}
