using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Conversations.Delivery;

public sealed class TelemetryTests
{
    [Fact]
    public void Listeners_that_throw_do_not_fail_a_delivery()
    {
        using var activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Conversations.Delivery",
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => options.Tags is null ? ActivitySamplingResult.AllData : default,
            ActivityStopped = activity => throw new InvalidOperationException(activity.OperationName),
        };
        using var measurements = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Conversations.Delivery")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        var heard = 0;
        measurements.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            if (!tags.ToArray().Contains(new("handler", "throwing")))
                return;

            heard++;
            throw new InvalidOperationException("The listener fails.");
        });
        measurements.Start();
        var change = new MessageSent { ConversationId = new("room"), At = DateTimeOffset.UnixEpoch, MessageId = new("one") };

        var measure = () =>
        {
            using var span = DeliveryTelemetry.Begin("throwing", change);
            span.End("handled");
            DeliveryTelemetry.CountParked("throwing");
        };

        measure.Should().NotThrow();
        heard.Should().Be(2);
    }
}
