using System.Diagnostics.Metrics;
using Conversations.Decisions;
using Conversations.Storage.Writing;
using static Conversations.Tests.Storage.GatedWriter;

namespace Conversations.Tests.Storage;

public sealed class WriteQueueFailureTests
{
    private static readonly string[] _three = ["b", "bad", "c"];

    [Fact]
    public async Task Batch_that_throws_is_retried_one_commit_at_a_time_and_only_the_bad_commit_fails()
    {
        var writer = new GatedWriter { Answer = RefuseBad };
        await using var queue = new WriteQueue<Commit, CommitOutcome>(writer.WriteAsync);

        var waiting = await FillAsync(queue, writer, _three);
        writer.ReleaseWrites(5);
        await Task.WhenAll(waiting.Select(one => one.ContinueWith(_ => { }, TaskScheduler.Default)));

        writer.Writes.Should().Equal("a", "b bad c", "b", "bad", "c");
        (await waiting[0]).Should().Be(OutcomeOf("b"));
        (await waiting[2]).Should().Be(OutcomeOf("c"));
        (await Awaiting(waiting[1]).Should().ThrowAsync<StorageException>()).WithMessage("bad is bad.");
    }

    [Fact]
    public async Task Single_commit_that_throws_is_not_retried()
    {
        var writer = new GatedWriter { Answer = RefuseBad };
        await using var queue = new WriteQueue<Commit, CommitOutcome>(writer.WriteAsync);
        writer.ReleaseWrites(2);

        await Awaiting(queue.WriteAsync(CommitOf("bad"))).Should().ThrowAsync<StorageException>();
        var next = await queue.WriteAsync(CommitOf("next"));

        next.Should().Be(OutcomeOf("next"));
        writer.Writes.Should().Equal("bad", "next");
    }

    [Fact]
    public async Task Batch_with_an_unknown_outcome_is_not_retried_and_each_caller_gets_its_own_message_id()
    {
        var cause = new TimeoutException();
        var writer = new GatedWriter { Answer = commits => commits.Count == 1 ? [OutcomeOf("a")] : throw new OutcomeUnknownException(null, cause) };
        await using var queue = new WriteQueue<Commit, CommitOutcome>(writer.WriteAsync);

        var waiting = await FillAsync(queue, writer, _three);
        writer.ReleaseWrites(2);

        for (var i = 0; i < _three.Length; i++)
        {
            var error = (await Awaiting(waiting[i]).Should().ThrowAsync<OutcomeUnknownException>()).Which;
            error.MessageId.Should().Be(new MessageId(_three[i]));
            error.InnerException.Should().BeSameAs(cause);
        }

        writer.Writes.Should().Equal("a", "b bad c");
    }

    [Fact]
    public async Task Cancelled_write_leaves_the_outcome_of_its_batch_unknown_and_is_not_retried()
    {
        var writer = new GatedWriter { Answer = commits => commits.Count == 1 ? [OutcomeOf("a")] : throw new OperationCanceledException() };
        await using var queue = new WriteQueue<Commit, CommitOutcome>(writer.WriteAsync);

        var waiting = await FillAsync(queue, writer, _three);
        writer.ReleaseWrites(2);

        foreach (var one in waiting)
            await Awaiting(one).Should().ThrowAsync<OutcomeUnknownException>();

        writer.Writes.Should().Equal("a", "b bad c");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Wrong_number_of_outcomes_leaves_the_outcome_unknown_and_writes_nothing_twice(int outcomes)
    {
        var writer = new GatedWriter
        {
            Answer = commits => commits.Count == 1 ? [OutcomeOf("a")] : [.. Enumerable.Repeat(OutcomeOf("a"), outcomes)],
        };
        await using var queue = new WriteQueue<Commit, CommitOutcome>(writer.WriteAsync);

        var waiting = await FillAsync(queue, writer, _three);
        writer.ReleaseWrites(2);

        foreach (var one in waiting)
        {
            var error = (await Awaiting(one).Should().ThrowAsync<OutcomeUnknownException>()).Which;
            error.InnerException.Should().BeOfType<InvalidOperationException>().Which.Message.Should().Contain($"{outcomes}").And.Contain("3");
        }

        writer.Writes.Should().Equal("a", "b bad c");
    }

    [Fact]
    public async Task Null_list_of_outcomes_leaves_the_outcome_unknown_and_writes_nothing_twice()
    {
        var writer = new GatedWriter { Answer = commits => commits.Count == 1 ? [OutcomeOf("a")] : null! };
        await using var queue = new WriteQueue<Commit, CommitOutcome>(writer.WriteAsync);

        var waiting = await FillAsync(queue, writer, _three);
        writer.ReleaseWrites(5);

        foreach (var one in waiting)
            await Awaiting(one).Should().ThrowAsync<OutcomeUnknownException>();

        writer.Writes.Should().Equal("a", "b bad c");
    }

    [Fact]
    public async Task Exception_thrown_before_the_first_await_of_a_write_reaches_the_caller()
    {
        await using var queue = new WriteQueue<Commit, CommitOutcome>(_ => throw new StorageException("away"));

        await Awaiting(queue.WriteAsync(CommitOf("a"))).Should().ThrowAsync<StorageException>();
    }

    [Fact]
    public async Task Metrics_listener_that_throws_neither_stops_the_queue_nor_splits_a_batch()
    {
        const int size = 77;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "conversations.batch_size")
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((_, batch, _, _) =>
        {
            if (batch == size)
                throw new InvalidOperationException("A listener of the app.");
        });
        listener.Start();
        var writer = new GatedWriter();
        await using var queue = new WriteQueue<Commit, CommitOutcome>(writer.WriteAsync);

        var waiting = await FillAsync(queue, writer, [.. Enumerable.Range(0, size).Select(i => $"m{i}")]);
        writer.ReleaseWrites(1 + size);

        (await Task.WhenAll(waiting)).Should().Equal(Enumerable.Range(0, size).Select(i => OutcomeOf($"m{i}")));
        writer.Writes.Should().HaveCount(2);
    }

    /// <summary>Queues commits behind a first commit, "a", whose write is running.</summary>
    private static async Task<List<Task<CommitOutcome>>> FillAsync(WriteQueue<Commit, CommitOutcome> queue, GatedWriter writer, string[] names)
    {
        _ = queue.WriteAsync(CommitOf("a"));
        await writer.WaitForBeginAsync();
        return [.. names.Select(name => queue.WriteAsync(CommitOf(name)))];
    }

    private static Func<Task> Awaiting(Task task) => () => task;

    private static CommitOutcome[] RefuseBad(IReadOnlyList<Commit> commits) => commits.Any(commit => Name(commit) == "bad")
        ? throw new StorageException("bad is bad.")
        : [.. commits.Select(commit => OutcomeOf(Name(commit)))];
}
