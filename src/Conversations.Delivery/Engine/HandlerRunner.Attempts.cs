using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations;

/// <content>Calls the handler, and decides what follows if it fails.</content>
internal sealed partial class HandlerRunner
{
    /// <summary>How long a handler may take to return after its token was cancelled.</summary>
    private static readonly TimeSpan _hangsAfter = TimeSpan.FromSeconds(1);

    /// <summary>Gives a change to the handler. Returns what the handler threw, or null if it handled the change.</summary>
    private async Task<Exception?> TryDeliverAsync(Lane lane, Delivery delivery, CancellationToken leased)
    {
        using var limit = new CancellationTokenSource(registration.Options.Timeout, context.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, leased);
        using var span = DeliveryTelemetry.Begin(Name, delivery.Change, context.Traces.Find(delivery.Change));
        if (lane.IsProbe)
            _monitor.EndProbing();

        var call = lane.BeginCall();
        var watch = both.Token.UnsafeRegister(
            static state =>
            {
                var (runner, called, number) = ((HandlerRunner, Lane, int))state!;
                _ = runner.WatchHungAsync(called, number);
            },
            (this, lane, call));
        try
        {
            await HandleAsync(delivery, both.Token).ConfigureAwait(false);
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
        finally
        {
            lane.EndCall();
            await watch.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task HandleAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var scope = context.Scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
            await registration.CallAsync(scope.ServiceProvider.GetRequiredService(registration.Type), delivery, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits for a handler whose token was cancelled. If it does not return, another conversation has the turn.</summary>
    private async Task WatchHungAsync(Lane lane, int call)
    {
        await Task.Delay(_hangsAfter, context.Time).ConfigureAwait(false);
        MarkHung(lane, call);
    }

    /// <summary>Stores that an attempt failed, and when the next one is.</summary>
    private async Task<LaneEnd> FailAsync(Lane lane, Change change, Exception error, CancellationToken leased)
    {
        // A handler that was stopped has not failed.
        if (leased.IsCancellationRequested || _isStopping)
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
        {
            DeliveryLog.Parked(context.Logger, Name, lane.Attempts, error.GetType().Name);
            DeliveryTelemetry.CountParked(Name);
        }

        return LaneEnd.Gone;
    }
}
