namespace Conversations.Delivery;

public sealed class CircuitTests
{
    private static readonly DateTimeOffset _now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly RetrySchedule _schedule = RetrySchedule.Default;

    [Fact]
    public void Circuit_opens_when_most_attempts_in_three_conversations_failed()
    {
        var circuit = After(new(), Succeeded(2), Failed("a"), Failed("b"), Failed("c"));

        circuit.OpenSince.Should().Be(_now);
    }

    [Fact]
    public void Circuit_stays_closed_when_most_attempts_succeeded() =>
        After(new(), Failed("a"), Failed("b"), Failed("c"), Succeeded(4)).OpenSince.Should().BeNull();

    [Fact]
    public void Circuit_stays_closed_when_two_conversations_fail_and_others_succeed() =>
        After(new(), Failed("a"), Failed("b"), Succeeded(1), Failed("a"), Failed("b"), Failed("a")).OpenSince.Should().BeNull();

    [Fact]
    public void Circuit_opens_after_five_failures_of_one_conversation_without_a_success_however_long_they_took()
    {
        var circuit = new CircuitState();
        for (var i = 0; i < 5; i++)
        {
            circuit.OpenSince.Should().BeNull();
            circuit = circuit.After([CircuitSample.Failure(_now.AddHours(i), new("a"))], _schedule, _now.AddHours(i));
        }

        circuit.OpenSince.Should().Be(_now.AddHours(4));
    }

    [Fact]
    public void Open_circuit_is_tried_at_least_every_quarter_of_an_hour()
    {
        var schedule = new RetrySchedule(TimeSpan.FromMinutes(5), TimeSpan.FromHours(24));
        var circuit = new CircuitState().Opened(schedule, _now);
        circuit.ProbeAt.Should().Be(_now.AddMinutes(5));

        circuit = circuit.Probing(schedule, _now.AddMinutes(5))!;
        circuit.ProbeAt.Should().Be(_now.AddMinutes(5 + 15));
    }

    [Fact]
    public void Open_circuit_is_not_tried_before_the_time_that_the_destination_asks_for()
    {
        var circuit = new CircuitState().Opened(_schedule, _now, TimeSpan.FromHours(2));
        circuit.ProbeAt.Should().Be(_now.AddHours(2));
        circuit.Probing(_schedule, _now.AddHours(2).AddSeconds(-1)).Should().BeNull();

        circuit.Opened(_schedule, _now.AddHours(1), TimeSpan.FromHours(3)).ProbeAt.Should().Be(_now.AddHours(4), "a probe was told so");
        circuit.Opened(_schedule, _now.AddHours(1), TimeSpan.FromMinutes(1)).ProbeAt.Should().Be(_now.AddHours(2));
        circuit.Opened(_schedule, _now.AddHours(1)).Should().BeSameAs(circuit);
    }

    [Fact]
    public void Failures_older_than_a_minute_do_not_count_with_later_successes()
    {
        var circuit = After(new(), Succeeded(2), Failed("a"), Failed("b"));

        circuit = circuit.After([new(_now.AddMinutes(2), 0, 0, 1), CircuitSample.Failure(_now.AddMinutes(2), new("c"))], _schedule, _now.AddMinutes(2));

        circuit.OpenSince.Should().BeNull();
    }

    [Fact]
    public void Failures_within_a_minute_count_although_successes_came_in_between()
    {
        var circuit = new CircuitState();
        for (var i = 0; i < 6; i++)
        {
            var at = _now.AddSeconds(i * 8);
            circuit = circuit.After([CircuitSample.Failure(at, new($"a{i}"))], _schedule, at);
            circuit = circuit.After([CircuitSample.Failure(at, new($"b{i}"))], _schedule, at);
            if (circuit.OpenSince is null)
                circuit = circuit.After([new(at.AddSeconds(1), 0, Failed: 0, Succeeded: 1)], _schedule, at.AddSeconds(1));
        }

        circuit.OpenSince.Should().Be(_now.AddSeconds(8));
    }

    [Fact]
    public void State_stays_small_however_many_attempts_there_are_in_a_minute()
    {
        var circuit = new CircuitState();
        for (var i = 0; i < 5_000; i++)
        {
            var at = _now.AddMilliseconds(i * 10);
            circuit = circuit.After([new(at, 0, Failed: 0, Succeeded: 3), CircuitSample.Failure(at, new($"{i}"))], _schedule, at);
        }

        circuit.OpenSince.Should().BeNull();
        circuit.Recent.Count.Should().BeLessThanOrEqualTo(100);
        After(circuit with { Recent = [] }, Succeeded(1)).Recent.Should().BeEmpty();
    }

    [Fact]
    public void Open_circuit_lets_one_conversation_try_at_each_step_of_the_schedule()
    {
        var open = new CircuitState().Opened(_schedule, _now);

        open.Probing(_schedule, _now).Should().BeNull();
        var first = open.Probing(_schedule, _now.AddSeconds(1))!;
        first.Probing(_schedule, _now.AddSeconds(1)).Should().BeNull();
        first.Probing(_schedule, _now.AddSeconds(6)).Should().NotBeNull();
        first.OpenSince.Should().Be(_now);
    }

    [Fact]
    public void State_is_read_as_it_was_written()
    {
        var state = new HandlerState { IsPaused = true, Lost = new(3, "a", "b", DateTimeOffset.UnixEpoch), LastError = "x", Circuit = After(new(), Succeeded(2), Failed("a")) };

        HandlerState.Parse(state.ToJson()).Should().BeEquivalentTo(state);
    }

    private static CircuitState After(CircuitState circuit, params CircuitSample[] samples) => circuit.After(samples, _schedule, _now);

    private static CircuitSample Failed(string conversation) => CircuitSample.Failure(_now, new(conversation));

    private static CircuitSample Succeeded(int count) => new(_now, 0, Failed: 0, count);
}
