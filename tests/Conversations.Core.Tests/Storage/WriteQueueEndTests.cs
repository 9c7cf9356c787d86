using Conversations.Storage;
using static Conversations.Tests.Storage.GatedWriter;

namespace Conversations.Tests.Storage;

/// <summary>Commits that are given up: by their caller, or with the queue.</summary>
public sealed class WriteQueueEndTests
{
    [Fact]
    public async Task Commit_cancelled_before_it_came_is_never_written()
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
        await writer.BegunAsync();
        var cancelled = queue.WriteAsync(CommitOf("b"), source.Token);
        var last = queue.WriteAsync(CommitOf("c"));

        await source.CancelAsync();
        var error = (await Awaiting(cancelled).Should().ThrowAsync<OperationCanceledException>()).Which;
        writer.Let(2);
        await Task.WhenAll(first, last);

        writer.Writes.Should().Equal("a", "c");
        error.CancellationToken.Should().Be(source.Token);
        error.Message.Should().NotContain("sent");
    }

    [Fact]
    public async Task Commit_cancelled_in_flight_says_that_it_was_sent_and_takes_no_other_with_it()
    {
        var writer = new GatedWriter();
        await using var queue = new WriteQueue<Commit, CommitOutcome>(writer.WriteAsync);
        using var source = new CancellationTokenSource();
        var first = queue.WriteAsync(CommitOf("a"));
        await writer.BegunAsync();
        var cancelled = queue.WriteAsync(CommitOf("b"), source.Token);
        var neighbour = queue.WriteAsync(CommitOf("c"));
        writer.Let();
        await writer.BegunAsync();

        await source.CancelAsync();
        var error = (await Awaiting(cancelled).Should().ThrowAsync<OperationCanceledException>()).Which;
        writer.Let();

        (await neighbour).Should().Be(OutcomeOf("c"));
        (await first).Should().Be(OutcomeOf("a"));
        error.CancellationToken.Should().Be(source.Token);
        error.Message.Should().Contain("had been sent");
        writer.Writes.Should().Equal("a", "b c");
    }

    [Fact]
    public async Task Cancelling_after_the_outcome_alters_nothing()
    {
        var writer = new GatedWriter();
        await using var queue = new WriteQueue<Commit, CommitOutcome>(writer.WriteAsync);
        using var source = new CancellationTokenSource();
        writer.Let();
        var done = queue.WriteAsync(CommitOf("a"), source.Token);
        await done;

        await source.CancelAsync();

        (await done).Should().Be(OutcomeOf("a"));
    }

    [Fact]
    public async Task Dispose_refuses_who_waits_and_who_comes_and_lets_the_write_under_way_end()
    {
        var writer = new GatedWriter();
        var queue = new WriteQueue<Commit, CommitOutcome>(writer.WriteAsync);
        var first = queue.WriteAsync(CommitOf("a"));
        await writer.BegunAsync();
        var waiting = queue.WriteAsync(CommitOf("b"));

        DisposeAtOnce(queue);
        await Awaiting(waiting).Should().ThrowAsync<ObjectDisposedException>();
        var late = () => queue.WriteAsync(CommitOf("c"));
        await late.Should().ThrowAsync<ObjectDisposedException>();
        writer.Let();

        (await first).Should().Be(OutcomeOf("a"));
        writer.Writes.Should().Equal("a");
        await queue.DisposeAsync();
    }

    [Fact]
    public async Task DisposeAsync_waits_for_the_write_under_way()
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
        await writer.BegunAsync();
        var waiting = queue.WriteAsync(CommitOf("b"));

        var disposing = queue.DisposeAsync().AsTask();
        await Awaiting(waiting).Should().ThrowAsync<ObjectDisposedException>();
        disposing.IsCompleted.Should().BeFalse();
        writer.Let();
        await disposing;

        hasEnded.Should().BeTrue();
        (await first).Should().Be(OutcomeOf("a"));
        writer.Writes.Should().Equal("a");
    }

    [Fact]
    public async Task Disposing_twice_or_unused_does_nothing()
    {
        var queue = new WriteQueue<Commit, CommitOutcome>(new GatedWriter().WriteAsync);

        await queue.DisposeAsync();
        DisposeAtOnce(queue);
        await queue.DisposeAsync();
    }

    private static void DisposeAtOnce(WriteQueue<Commit, CommitOutcome> queue) => queue.Dispose();

    private static Func<Task> Awaiting(Task task) => () => task;
}
