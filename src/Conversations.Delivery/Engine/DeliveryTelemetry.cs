using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Conversations;

/// <summary>The activities and metrics of delivery, under the name <c>Conversations.Delivery</c>. They contain no ids and no texts.</summary>
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

    internal static Span Begin(string handler, Change change)
    {
        var kind = change.GetType().Name;
        _lag.Record(Math.Max(0, (TimeProvider.System.GetUtcNow() - change.At).TotalSeconds), new("handler", handler), new("change", kind));
        var activity = _activities.StartActivity("conversations.delivery", ActivityKind.Consumer);
        activity?.SetTag("handler", handler).SetTag("change", kind);
        return new(activity, handler, kind, Stopwatch.GetTimestamp());
    }

    internal static void CountParked(string handler) => _parked.Add(1, new KeyValuePair<string, object?>("handler", handler));

    /// <summary>One attempt. Disposing it ends the activity.</summary>
    internal readonly struct Span(Activity? activity, string handler, string change, long began) : IDisposable
    {
        internal void End(string outcome)
        {
            _duration.Record(
                Stopwatch.GetElapsedTime(began).TotalSeconds, new("handler", handler), new("change", change), new("outcome", outcome));
            activity?.SetTag("outcome", outcome);
        }

        public void Dispose() => activity?.Dispose();
    }
}
