using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Conversations;

/// <summary>Looks whether this host delivers changes, and how far behind its handlers are.</summary>
internal sealed class DeliveryHealthCheck(IServiceProvider services, TimeSpan maxLag) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => CheckedCall.RunAsync(
        context.Registration.FailureStatus,
        "How the change handlers stand cannot be read.",
        () => CheckAsync(context.Registration.FailureStatus, cancellationToken),
        cancellationToken);

    private async Task<HealthCheckResult> CheckAsync(HealthStatus failureStatus, CancellationToken cancellationToken)
    {
        var handlers = services.GetRequiredService<IChangeHandlers>();
        if (!handlers.IsDelivering)
            return new(failureStatus, "Changes are not delivered on this host: the delivery does not run, or does not reach the database.");

        var all = await handlers.ListAsync(cancellationToken).ConfigureAwait(false);
        var own = all.Where(one => one.RunsHere).ToList();
        var data = own.ToDictionary(one => one.Name, one => (object)one.Lag.TotalSeconds);

        // Somebody paused it, and knows.
        var late = own.Where(one => !one.IsPaused && one.Lag > maxLag).ToList();
        return late.Count == 0
            ? HealthCheckResult.Healthy("The change handlers of this host keep up.", data)
            : new(failureStatus, string.Join(' ', late.Select(Describe)), data: data);
    }

    private static string Describe(ChangeHandlerStatus late) => string.Create(
        CultureInfo.InvariantCulture,
        $"Handler '{late.Name}' is {late.Lag.TotalSeconds:0} s behind{(late.CircuitOpenSince is null ? "" : ", and its circuit is open")}.");
}
