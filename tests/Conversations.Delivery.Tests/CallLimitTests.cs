using Microsoft.Extensions.Time.Testing;

namespace Conversations.Delivery;

/// <summary>The token of the calls of one turn.</summary>
public sealed class CallLimitTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Each_call_has_the_whole_time()
    {
        var time = new FakeTimeProvider();
        await using var limit = new CallLimit(_limit, time, CancellationToken.None);
        for (var call = 0; call < 5; call++)
        {
            var token = limit.Begin();
            time.Advance(_limit * 0.9);
            token.IsCancellationRequested.Should().BeFalse();
            await limit.EndAsync();
        }
    }

    [Fact]
    public async Task Call_that_takes_too_long_is_cancelled_and_the_next_one_is_not()
    {
        var time = new FakeTimeProvider();
        await using var limit = new CallLimit(_limit, time, CancellationToken.None);
        var late = limit.Begin();
        time.Advance(_limit);
        late.IsCancellationRequested.Should().BeTrue();
        await limit.EndAsync();

        limit.Begin().IsCancellationRequested.Should().BeFalse();
    }

    [Fact]
    public async Task Call_that_takes_too_long_by_the_clock_of_the_system_is_cancelled_after_calls_in_time()
    {
        await using var limit = new CallLimit(TimeSpan.FromMilliseconds(200), TimeProvider.System, CancellationToken.None);
        limit.Begin();
        await limit.EndAsync();

        var cancelled = new TaskCompletionSource();
        limit.Begin().Register(cancelled.SetResult);

        await cancelled.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await limit.EndAsync();
        limit.Begin().IsCancellationRequested.Should().BeFalse();
    }

    [Fact]
    public async Task Lease_that_is_lost_cancels_the_call_and_each_later_one()
    {
        using var lease = new CancellationTokenSource();
        await using var limit = new CallLimit(_limit, TimeProvider.System, lease.Token);
        limit.Begin();
        await limit.EndAsync();
        var token = limit.Begin();

        await lease.CancelAsync();

        token.IsCancellationRequested.Should().BeTrue();
        await limit.EndAsync();
        limit.Begin().IsCancellationRequested.Should().BeTrue();
    }

    [Fact]
    public async Task What_a_handler_registered_is_not_called_once_its_call_has_ended()
    {
        using var lease = new CancellationTokenSource();
        await using var limit = new CallLimit(_limit, TimeProvider.System, lease.Token);
        var called = false;
        limit.Begin().Register(() => called = true);
        await limit.EndAsync();

        await lease.CancelAsync();

        called.Should().BeFalse();
    }

    [Fact]
    public async Task Turn_that_has_ended_leaves_nothing_registered_with_the_lease()
    {
        using var lease = new CancellationTokenSource();
        var limit = new CallLimit(_limit, TimeProvider.System, lease.Token);
        var token = limit.Begin();
        await limit.EndAsync();
        await limit.DisposeAsync();

        await lease.CancelAsync();

        token.IsCancellationRequested.Should().BeFalse();
    }
}
