using Microsoft.Extensions.Time.Testing;

namespace Conversations.Delivery;

public sealed class LeaseClockTests
{
    private static readonly TimeSpan _aliveFor = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Leases_lapse_by_themselves()
    {
        using var clock = new LeaseClock(_aliveFor, _time);
        clock.Renew(_time.GetTimestamp(), wasAlive: false);
        var leased = clock.Token;

        _time.Advance(_aliveFor - TimeSpan.FromMilliseconds(1));
        leased.IsCancellationRequested.Should().BeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(3));

        leased.IsCancellationRequested.Should().BeTrue();
        clock.IsAlive.Should().BeFalse();
        clock.Token.IsCancellationRequested.Should().BeFalse("it belongs to the next leases");
    }

    [Fact]
    public void Renewal_in_time_keeps_the_leases()
    {
        using var clock = new LeaseClock(_aliveFor, _time);
        clock.Renew(_time.GetTimestamp(), wasAlive: false);
        var leased = clock.Token;
        for (var i = 0; i < 5; i++)
        {
            _time.Advance(_aliveFor / 2);
            clock.Renew(_time.GetTimestamp(), wasAlive: true);
        }

        leased.IsCancellationRequested.Should().BeFalse();
        clock.IsAlive.Should().BeTrue();
    }

    [Fact]
    public void Renewal_that_was_asked_for_early_counts_from_then()
    {
        using var clock = new LeaseClock(_aliveFor, _time);
        var asked = _time.GetTimestamp();
        _time.Advance(_aliveFor / 2);
        clock.Renew(asked, wasAlive: false);
        var leased = clock.Token;

        _time.Advance((_aliveFor / 2) + TimeSpan.FromMilliseconds(2));

        leased.IsCancellationRequested.Should().BeTrue();
    }

    [Fact]
    public void Renewal_of_a_host_that_was_not_alive_ends_its_leases()
    {
        using var clock = new LeaseClock(_aliveFor, _time);
        clock.Renew(_time.GetTimestamp(), wasAlive: false);
        var leased = clock.Token;

        clock.Renew(_time.GetTimestamp(), wasAlive: false);

        leased.IsCancellationRequested.Should().BeTrue();
        clock.IsAlive.Should().BeTrue();
    }

    [Fact]
    public void Code_that_fails_when_its_token_is_cancelled_stops_nothing()
    {
        using var clock = new LeaseClock(_aliveFor, _time);
        clock.Renew(_time.GetTimestamp(), wasAlive: false);
        var called = 0;
        foreach (var _ in Enumerable.Range(0, 2))
            clock.Token.Register(Fail);

        clock.Renew(_time.GetTimestamp(), wasAlive: false);
        clock.Token.Register(Fail);
        _time.Advance(_aliveFor + TimeSpan.FromMilliseconds(2));
        clock.Token.Register(Fail);
        clock.Cancel();

        called.Should().Be(4);

        void Fail()
        {
            called++;
            throw new InvalidOperationException("No.");
        }
    }
}
