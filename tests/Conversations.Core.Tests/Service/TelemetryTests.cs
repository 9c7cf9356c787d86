using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Service;

/// <summary>Tests that an exception of a listener, which is code of the app, does not make the observed operation fail.</summary>
public sealed class TelemetryTests
{
    private static readonly ConversationId _id = new("room");
    private static readonly UserId _alice = new("alice");

    /// <summary>
    /// Is set during the calls of this test: listeners observe the whole process, but must throw only for these
    /// calls.
    /// </summary>
    private readonly AsyncLocal<bool> _isThrowing = new();
    private int _thrown;

    [Theory]
    [InlineData("conversations.commits")]
    [InlineData("conversations.sends")]
    public async Task Send_succeeds_when_a_metrics_listener_throws(string metric)
    {
        var conversations = await MakeAsync();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == metric)
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => Throw());
        listener.Start();
        _isThrowing.Value = true;

        var (message, created) = await conversations.SendAsync(_id, _alice, "Hello");

        (created, _thrown).Should().Be((true, 1));
        (await conversations.FindMessageAsync(_id, message!.Id)).Should().Be(message);
    }

    [Fact]
    public async Task Send_succeeds_when_a_duration_listener_throws()
    {
        var conversations = await MakeAsync();
        var recorded = new List<double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument is { Name: "conversations.commit_duration", Unit: "ms" })
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, duration, _, _) =>
        {
            if (_isThrowing.Value)
                recorded.Add(duration);
            Throw();
        });
        listener.Start();
        _isThrowing.Value = true;

        var (message, created) = await conversations.SendAsync(_id, _alice, "Hello");

        (created, _thrown).Should().Be((true, 1));
        recorded.Should().ContainSingle().Which.Should().BePositive();
        (await conversations.FindMessageAsync(_id, message!.Id)).Should().Be(message);
    }

    [Fact]
    public async Task Send_succeeds_when_a_trace_listener_throws()
    {
        var conversations = await MakeAsync();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Conversations",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => _isThrowing.Value ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = _ => Throw(),
        };
        ActivitySource.AddActivityListener(listener);
        _isThrowing.Value = true;

        var (message, created) = await conversations.SendAsync(_id, _alice, "Hello");

        (created, _thrown, Activity.Current).Should().Be((true, 1, null));
        (await conversations.FindMessageAsync(_id, message!.Id)).Should().Be(message);
    }

    private void Throw()
    {
        if (!_isThrowing.Value)
            return;

        _thrown++;
        throw new InvalidOperationException("A listener of the app.");
    }

    private static async Task<IConversations> MakeAsync()
    {
        var provider = new ServiceCollection().AddConversations().Services.BuildServiceProvider();
        var conversations = provider.GetRequiredService<IConversations>();
        await conversations.CreateIfNotExistsAsync(_id, new() { Participants = [new(_alice)] });
        return conversations;
    }
}
