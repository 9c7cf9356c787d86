using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Conversations;

/// <summary>
/// The activities and metrics of delivery, under the name <c>Conversations.Delivery</c>. They contain no ids and no texts. A listener that
/// throws is ignored, as in the library's own metrics: its failure must not become that of a delivery.
/// </summary>
internal static class DeliveryTelemetry
{
    private const string Name = "Conversations.Delivery";

    private static readonly ActivitySource _activities = new(Name);

    private static readonly Meter _meter = new(Name);

    private static readonly Histogram<double> _duration =
        _meter.CreateHistogram<double>("conversations.delivery.duration", "s", "Time that a handler took for a change.");

    private static readonly Histogram<double> _lag =
        _meter.CreateHistogram<double>("conversations.delivery.lag", "s", "Age of a change when it was given to a handler.");

    private static readonly Counter<long> _parked =
        _meter.CreateCounter<long>("conversations.delivery.parked", "{conversation}", "Conversations that were parked for a handler.");

    private static readonly Counter<long> _lost =
        _meter.CreateCounter<long>("conversations.delivery.lost", "{change}", "Changes that were removed from the logs before a handler had handled them.");

    /// <summary>Gets whether anything listens to the activities.</summary>
    internal static bool IsTraced => _activities.HasListeners();

    /// <summary>Begins an attempt. Its activity is linked to the one that stored the change, if that is known.</summary>
    internal static Span Begin(string handler, Change change, ActivityContext? cause = null)
    {
        var kind = change.GetType().Name;
        if (_lag.Enabled)
            RecordLag(handler, change, kind);

        return new(IsTraced ? StartActivity(handler, kind, cause) : null, handler, kind, Stopwatch.GetTimestamp());
    }

    private static void RecordLag(string handler, Change change, string kind) => Ignoring(() => _lag.Record(
        Math.Max(0, (TimeProvider.System.GetUtcNow() - change.At).TotalSeconds), new("handler", handler), new("change", kind)));

    private static Activity? StartActivity(string handler, string kind, ActivityContext? cause)
    {
        Activity? activity = null;
        Ignoring(() =>
        {
            activity = _activities.StartActivity(
                "conversations.delivery", ActivityKind.Consumer, default(ActivityContext), links: cause is { } context ? [new(context)] : null);
            activity?.SetTag("handler", handler).SetTag("change", kind);
        });
        return activity;
    }

    internal static void CountParked(string handler) => Ignoring(() => _parked.Add(1, new KeyValuePair<string, object?>("handler", handler)));

    internal static void CountLost(string handler, long changes) =>
        Ignoring(() => _lost.Add(changes, new KeyValuePair<string, object?>("handler", handler)));

    private static void Ignoring(Action measure)
    {
        try
        {
            measure();
        }
#pragma warning disable CA1031 // A listener is code of the app.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    /// <summary>One attempt. Disposing it ends the activity.</summary>
    internal sealed class Span(Activity? activity, string handler, string change, long began) : IDisposable
    {
        /// <summary>Notes how the attempt ended. If nobody listens, that costs nothing.</summary>
        internal void End(string outcome)
        {
            if (activity is not null || _duration.Enabled)
                Record(outcome);
        }

        public void Dispose()
        {
            if (activity is not null)
                Ignoring(activity.Dispose);
        }

        private void Record(string outcome) => Ignoring(() =>
        {
            _duration.Record(
                Stopwatch.GetElapsedTime(began).TotalSeconds, new("handler", handler), new("change", change), new("outcome", outcome));
            activity?.SetTag("outcome", outcome);
        });
    }
}
