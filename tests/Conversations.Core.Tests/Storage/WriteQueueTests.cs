using Conversations.Decisions;
using Conversations.Storage.Writing;
using static Conversations.Tests.Storage.GatedWriter;

namespace Conversations.Tests.Storage;

public sealed class WriteQueueTests
{
    private static readonly string[] _three = ["b", "c", "d"];

    [Fact]
    public async Task Single_commit_is_written_without_waiting_for_others()
    {
        var writer = new GatedWriter();
        await using var queue = new WriteQueue<Commit, CommitOutcome>(writer.WriteAsync);
        writer.ReleaseWrites();

        var outcome = await queue.WriteAsync(CommitOf("a"));

        outcome.Should().Be(OutcomeOf("a"));
        writer.Writes.Should().Equal("a");
    }

    [Fact]
    public async Task Commits_queued_during_a_write_are_written_together_and_in_order()
    {
        var writer = new GatedWriter();
        await using var queue = new WriteQueue<Commit, CommitOutcome>(writer.WriteAsync);
        var first = queue.WriteAsync(CommitOf("a"));
        await writer.WaitForBeginAsync();
        var others = _three.Select(name => queue.WriteAsync(CommitOf(name))).ToList();
        writer.ReleaseWrites(2);

        var outcomes = await Task.WhenAll([first, .. others]);

        writer.Writes.Should().Equal("a", "b c d");
        outcomes.Should().Equal(OutcomeOf("a"), OutcomeOf("b"), OutcomeOf("c"), OutcomeOf("d"));
    }

    [Fact]
    public async Task Batch_contains_at_most_the_maximum_number_of_commits()
    {
        var writer = new GatedWriter();
        await using var queue = new WriteQueue<Commit, CommitOutcome>(writer.WriteAsync, maxBatch: 2);
        var first = queue.WriteAsync(CommitOf("a"));
        await writer.WaitForBeginAsync();
        var others = _three.Select(name => queue.WriteAsync(CommitOf(name))).ToList();
        writer.ReleaseWrites(3);

        await Task.WhenAll([first, .. others]);

        writer.Writes.Should().Equal("a", "b c", "d");
    }

    [Fact]
    public async Task Queue_can_be_used_again_after_it_was_empty()
    {
        var writer = new GatedWriter();
        await using var queue = new WriteQueue<Commit, CommitOutcome>(writer.WriteAsync);
        writer.ReleaseWrites(2);

        await queue.WriteAsync(CommitOf("a"));
        await queue.WriteAsync(CommitOf("b"));

        writer.Writes.Should().Equal("a", "b");
    }

    [Fact]
    public async Task Caller_can_write_again_from_the_continuation_of_its_outcome()
    {
        var writer = new GatedWriter();
        await using var queue = new WriteQueue<Commit, CommitOutcome>(writer.WriteAsync);
        writer.ReleaseWrites(2);

        var outcome = await queue.WriteAsync(CommitOf("a"))
            .ContinueWith(_ => queue.WriteAsync(CommitOf("b")), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default)
            .Unwrap();

        outcome.Should().Be(OutcomeOf("b"));
    }

    [Fact]
    public async Task Write_does_not_run_in_the_execution_context_of_the_first_caller()
    {
        var ambient = new AsyncLocal<string?> { Value = "the caller's transaction" };
        var seen = "nothing";
        await using var queue = new WriteQueue<Commit, CommitOutcome>(commits =>
        {
            seen = ambient.Value;
            return Task.FromResult<IReadOnlyList<CommitOutcome>>([CommitOutcome.Stale.Instance]);
        });

        await queue.WriteAsync(CommitOf("a"));

        seen.Should().BeNull();
        ambient.Value.Should().NotBeNull();
    }

    [Fact]
    public async Task Write_succeeds_when_the_caller_suppressed_the_flow_of_its_execution_context()
    {
        var writer = new GatedWriter();
        await using var queue = new WriteQueue<Commit, CommitOutcome>(writer.WriteAsync);
        writer.ReleaseWrites();
        Task<CommitOutcome> writing;
        using (ExecutionContext.SuppressFlow())
            writing = queue.WriteAsync(CommitOf("a"));

        (await writing).Should().Be(OutcomeOf("a"));
    }

    [Fact]
    public void Maximum_batch_size_below_one_is_refused()
    {
        var make = () => new WriteQueue<Commit, CommitOutcome>(_ => Task.FromResult<IReadOnlyList<CommitOutcome>>([]), maxBatch: 0);

        make.Should().Throw<ArgumentOutOfRangeException>().WithParameterName("maxBatch");
    }
}
