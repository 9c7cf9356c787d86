using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Delivery;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Delivery_is_linked_to_the_activity_that_stored_its_change()
    {
        var delivered = new ConcurrentQueue<Activity>();
        using var activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Conversations.Delivery" or nameof(TelemetryTests),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.OperationName == "conversations.delivery")
                    delivered.Enqueue(activity);
            },
        };
        ActivitySource.AddActivityListener(activities);
        using var source = new ActivitySource(nameof(TelemetryTests));
        await using var app = App.Start(builder => builder.UseInMemory().AddChangeHandler<RecordingHandler>("linked"), new());
        var id = await app.CreateAsync(messages: 1);
        await app.CatchUpAsync();
        ActivityContext sending;
        using (var activity = source.StartActivity("request"))
        {
            sending = activity!.Context;
            await app.SendAsync(id, messages: 1);
        }

        await app.SendAsync(id, messages: 1);
        await app.CatchUpAsync();

        var messages = delivered.Where(one => (one.GetTagItem("handler"), one.GetTagItem("change")) is ("linked", nameof(MessageSent))).ToList();
        messages.Should().HaveCount(3);
        messages.SelectMany(one => one.Links).Should().ContainSingle().Which.Context.TraceId.Should().Be(sending.TraceId);
    }

    [Fact]
    public void Only_the_latest_activities_are_remembered()
    {
        using var activities = new ActivityListener { ShouldListenTo = source => source.Name == "Conversations.Delivery" };
        ActivitySource.AddActivityListener(activities);
        using var activity = new Activity("request");
        activity.Start();
        var (traces, room) = (new ChangeTraces(), new ConversationId("room"));

        for (var version = 0; version <= ChangeTraces.Most + 1; version++)
            traces.Add(room, version);

        (ActivityContext? Of0, ActivityContext? Of1, ActivityContext? Of2) = (Find(0), Find(1), Find(2));
        (Of0, Of1, Of2).Should().Be((null, null, activity.Context));

        ActivityContext? Find(long version) => traces.Find(new MessageSent { ConversationId = room, Version = version, At = DateTimeOffset.UnixEpoch, MessageId = new("one") });
    }

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
