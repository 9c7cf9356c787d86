using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Conversations;

/// <summary>Looks whether this host delivers changes, and how far behind its handlers are.</summary>
internal sealed class DeliveryHealthCheck(IServiceProvider services, TimeSpan maxLag) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var handlers = services.GetRequiredService<IChangeHandlers>();
            if (!handlers.IsDelivering)
                return new(context.Registration.FailureStatus, "Changes are not delivered on this host: the delivery does not run, or does not reach the database.");

            var all = await handlers.ListAsync(cancellationToken).ConfigureAwait(false);
            var own = all.Where(one => one.RunsHere).ToList();
            var data = own.ToDictionary(one => one.Name, one => (object)one.Lag.TotalSeconds);

            // Somebody paused it, and knows.
            var late = own.Where(one => !one.IsPaused && one.Lag > maxLag).ToList();
            return late.Count == 0
                ? HealthCheckResult.Healthy("The change handlers of this host keep up.", data)
                : new(context.Registration.FailureStatus, string.Join(' ', late.Select(Describe)), data: data);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The check timed out or the app is stopping. The health check service knows which, so it gets the exception.
            throw;
        }
        catch (ConversationsException error)
        {
            return new(context.Registration.FailureStatus, error.Message, error);
        }
#pragma warning disable CA1031 // Any exception is the result of the check.
        catch (Exception error)
#pragma warning restore CA1031
        {
            // The message of a foreign exception may contain a secret, and health reports are often public. It is not shown.
            return new(context.Registration.FailureStatus, "How the change handlers stand cannot be read.", error);
        }
    }

    private static string Describe(ChangeHandlerStatus late) => string.Create(
        CultureInfo.InvariantCulture,
        $"Handler '{late.Name}' is {late.Lag.TotalSeconds:0} s behind{(late.CircuitOpenSince is null ? "" : ", and its circuit is open")}.");
}
