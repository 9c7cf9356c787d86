using Conversations.Decisions;
using Conversations.Storage.Writing;
using static Conversations.Tests.Storage.GatedWriter;

namespace Conversations.Tests.Storage;

/// <summary>Tests commits that their caller cancels and commits that wait when the queue is disposed.</summary>
public sealed class WriteQueueEndTests
{
    [Fact]
    public async Task Commit_cancelled_before_it_is_queued_is_never_written()
    {
        var writer = new GatedWriter();
        await using var queue = new WriteQueue<Commit, CommitOutcome>(writer.WriteAsync);

        var write = () => queue.WriteAsync(CommitOf("a"), new CancellationToken(canceled: true));

        await write.Should().ThrowAsync<OperationCanceledException>();
        writer.Writes.Should().BeEmpty();
    }

    [Fact]
    public async Task Commit_cancelled_while_it_waits_is_never_written()
    {
        var writer = new GatedWriter();
        await using var queue = new WriteQueue<Commit, CommitOutcome>(writer.WriteAsync);
        using var source = new CancellationTokenSource();
        var first = queue.WriteAsync(CommitOf("a"));
        await writer.WaitForBeginAsync();
        var cancelled = queue.WriteAsync(CommitOf("b"), source.Token);
        var last = queue.WriteAsync(CommitOf("c"));

        await source.CancelAsync();
        var error = (await Awaiting(cancelled).Should().ThrowAsync<OperationCanceledException>()).Which;
        writer.ReleaseWrites(2);
        await Task.WhenAll(first, last);

        writer.Writes.Should().Equal("a", "c");
        error.CancellationToken.Should().Be(source.Token);
        error.Message.Should().NotContain("sent");
    }

    [Fact]
    public async Task Commit_cancelled_during_its_write_reports_that_it_was_sent_and_cancels_no_other_commit()
    {
        var writer = new GatedWriter();
        await using var queue = new WriteQueue<Commit, CommitOutcome>(writer.WriteAsync);
        using var source = new CancellationTokenSource();
        var first = queue.WriteAsync(CommitOf("a"));
        await writer.WaitForBeginAsync();
        var cancelled = queue.WriteAsync(CommitOf("b"), source.Token);
        var neighbour = queue.WriteAsync(CommitOf("c"));
        writer.ReleaseWrites();
        await writer.WaitForBeginAsync();

        await source.CancelAsync();
        var error = (await Awaiting(cancelled).Should().ThrowAsync<OperationCanceledException>()).Which;
        writer.ReleaseWrites();

        (await neighbour).Should().Be(OutcomeOf("c"));
        (await first).Should().Be(OutcomeOf("a"));
        error.CancellationToken.Should().Be(source.Token);
        error.Message.Should().Contain("had been sent");
        writer.Writes.Should().Equal("a", "b c");
    }

    [Fact]
    public async Task Cancelling_after_the_outcome_changes_nothing()
    {
        var writer = new GatedWriter();
        await using var queue = new WriteQueue<Commit, CommitOutcome>(writer.WriteAsync);
        using var source = new CancellationTokenSource();
        writer.ReleaseWrites();
        var done = queue.WriteAsync(CommitOf("a"), source.Token);
        await done;

        await source.CancelAsync();

        (await done).Should().Be(OutcomeOf("a"));
    }

    [Fact]
    public async Task Dispose_refuses_waiting_and_later_commits_and_lets_the_running_write_finish()
    {
        var writer = new GatedWriter();
        var queue = new WriteQueue<Commit, CommitOutcome>(writer.WriteAsync);
        var first = queue.WriteAsync(CommitOf("a"));
        await writer.WaitForBeginAsync();
        var waiting = queue.WriteAsync(CommitOf("b"));

        DisposeAtOnce(queue);
        await Awaiting(waiting).Should().ThrowAsync<ObjectDisposedException>();
        var late = () => queue.WriteAsync(CommitOf("c"));
        await late.Should().ThrowAsync<ObjectDisposedException>();
        writer.ReleaseWrites();

        (await first).Should().Be(OutcomeOf("a"));
        writer.Writes.Should().Equal("a");
        await queue.DisposeAsync();
    }

    [Fact]
    public async Task DisposeAsync_waits_for_the_running_write()
    {
        var hasEnded = false;
        var writer = new GatedWriter
        {
            Answer = _ =>
            {
                hasEnded = true;
                return [OutcomeOf("a")];
            },
        };
        var queue = new WriteQueue<Commit, CommitOutcome>(writer.WriteAsync);
        var first = queue.WriteAsync(CommitOf("a"));
        await writer.WaitForBeginAsync();
        var waiting = queue.WriteAsync(CommitOf("b"));

        var disposing = queue.DisposeAsync().AsTask();
        await Awaiting(waiting).Should().ThrowAsync<ObjectDisposedException>();
        disposing.IsCompleted.Should().BeFalse();
        writer.ReleaseWrites();
        await disposing;

        hasEnded.Should().BeTrue();
        (await first).Should().Be(OutcomeOf("a"));
        writer.Writes.Should().Equal("a");
    }

    [Fact]
    public async Task Disposing_twice_or_without_use_does_nothing()
    {
        var queue = new WriteQueue<Commit, CommitOutcome>(new GatedWriter().WriteAsync);

        await queue.DisposeAsync();
        DisposeAtOnce(queue);
        await queue.DisposeAsync();
    }

    private static void DisposeAtOnce(WriteQueue<Commit, CommitOutcome> queue) => queue.Dispose();

    private static Func<Task> Awaiting(Task task) => () => task;
}
