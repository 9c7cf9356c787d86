using Conversations;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Sets the options of the handler of an endpoint.</summary>
internal static class WebhookDelivery
{
    /// <summary>Gets the times after failed attempts of Standard Webhooks 1.0, which last 75 hours and 35 minutes.</summary>
    internal static IReadOnlyList<TimeSpan> RetryDelays { get; } =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    internal static void Configure(ChangeHandlerOptions handler, WebhookOptions options)
    {
        TimeSpan[] delays = options.RetryDelays.Count > 0 ? [.. options.RetryDelays] : [.. RetryDelays];
        handler.IsOrdered = options.Ordered;
        handler.MaxConcurrency = options.MaxConcurrency;
        handler.Timeout = options.Timeout;
        handler.RetrySchedule = new(delays);
        handler.ParkAfter = delays.Length + 1;
        handler.PauseAfter = options.PauseAfter;

        // As long as the receiver may come back, nothing is parked because it is away.
        if (options.PauseAfter > handler.ParkAfterOutage)
            handler.ParkAfterOutage = options.PauseAfter.Value;
        foreach (var type in options.Types)
            WebhookType.Find(type)!.LetHandle(handler);
    }
}
