using Microsoft.Extensions.Time.Testing;

namespace Conversations.Delivery;

/// <summary>The token of the calls of one turn.</summary>
public sealed class CallLimitTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Each_call_has_the_whole_time(bool isSystemTime)
    {
        // With the clock of the system one source serves all calls. Its time is never over here.
        var time = new FakeTimeProvider();
        using var limit = new CallLimit(_limit, isSystemTime ? TimeProvider.System : time, CancellationToken.None);
        for (var call = 0; call < 5; call++)
        {
            var token = limit.Begin();
            time.Advance(_limit * 0.9);
            token.IsCancellationRequested.Should().BeFalse();
            limit.End();
        }
    }

    [Fact]
    public void Call_that_takes_too_long_is_cancelled_and_the_next_one_is_not()
    {
        var time = new FakeTimeProvider();
        using var limit = new CallLimit(_limit, time, CancellationToken.None);
        var late = limit.Begin();
        time.Advance(_limit);
        late.IsCancellationRequested.Should().BeTrue();
        limit.End();

        limit.Begin().IsCancellationRequested.Should().BeFalse();
    }

    [Fact]
    public async Task Call_that_takes_too_long_by_the_clock_of_the_system_is_cancelled_after_calls_in_time()
    {
        using var limit = new CallLimit(TimeSpan.FromMilliseconds(200), TimeProvider.System, CancellationToken.None);
        limit.Begin();
        limit.End();

        var cancelled = new TaskCompletionSource();
        limit.Begin().Register(cancelled.SetResult);

        await cancelled.Task;
        limit.End();
        limit.Begin().IsCancellationRequested.Should().BeFalse();
    }

    [Fact]
    public void Lease_that_is_lost_cancels_the_call_and_each_later_one()
    {
        using var lease = new CancellationTokenSource();
        using var limit = new CallLimit(_limit, TimeProvider.System, lease.Token);
        limit.Begin();
        limit.End();
        var token = limit.Begin();

        lease.Cancel();

        token.IsCancellationRequested.Should().BeTrue();
        limit.End();
        limit.Begin().IsCancellationRequested.Should().BeTrue();
    }

    [Fact]
    public void What_a_handler_registered_is_not_called_once_its_call_has_ended()
    {
        using var lease = new CancellationTokenSource();
        using var limit = new CallLimit(_limit, TimeProvider.System, lease.Token);
        var called = false;
        limit.Begin().Register(() => called = true);
        limit.End();

        lease.Cancel();

        called.Should().BeFalse();
    }

    [Fact]
    public void Turn_that_has_ended_leaves_nothing_registered_with_the_lease()
    {
        using var lease = new CancellationTokenSource();
        var limit = new CallLimit(_limit, TimeProvider.System, lease.Token);
        var token = limit.Begin();
        limit.End();
        limit.Dispose();

        lease.Cancel();

        token.IsCancellationRequested.Should().BeFalse();
    }
}
