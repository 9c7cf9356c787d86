using Conversations.Decisions;

namespace Conversations.Tests.Decisions;

public sealed class CommitOutcomeTests
{
    [Fact]
    public async Task Outcome_of_a_call_that_ends_is_what_it_returns()
    {
        var stored = new CommitOutcome.Stored(7);

        (await CommitOutcome.OfAsync(Task.FromResult<CommitOutcome>(stored))).Should().BeSameAs(stored);
    }

    [Fact]
    public async Task Outcome_of_a_call_that_fails_is_its_error()
    {
        var error = new StorageException("The disk is full.");

        (await CommitOutcome.OfAsync(Task.FromException<CommitOutcome>(error))).Should().BeOfType<CommitOutcome.Failed>().Which.Error.Should().BeSameAs(error);
    }

    [Fact]
    public async Task Other_errors_are_thrown()
    {
        var act = () => CommitOutcome.OfAsync(Task.FromException<CommitOutcome>(new TimeoutException("Too late.")));

        await act.Should().ThrowExactlyAsync<TimeoutException>().WithMessage("Too late.");
    }

    [Fact]
    public async Task Call_is_required() =>
        (await FluentActions.Awaiting(() => CommitOutcome.OfAsync(null!)).Should().ThrowExactlyAsync<ArgumentNullException>()).WithParameterName("storing");

    [Fact]
    public async Task Call_does_not_go_on_in_the_context_of_the_caller()
    {
        var (call, context) = (new TaskCompletionSource<CommitOutcome>(), new CountingContext());
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(context);
        var outcome = CommitOutcome.OfAsync(call.Task);
        SynchronizationContext.SetSynchronizationContext(before);

        call.SetResult(CommitOutcome.Stale.Instance);

        (await outcome).Should().Be(CommitOutcome.Stale.Instance);
        context.Posts.Should().Be(0);
    }

    private sealed class CountingContext : SynchronizationContext
    {
        internal int Posts { get; private set; }

        public override void Post(SendOrPostCallback d, object? state)
        {
            Posts++;
            base.Post(d, state);
        }
    }
}
