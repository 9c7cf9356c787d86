using System.Diagnostics.Metrics;
using Conversations.Storage;
using static Conversations.Tests.Storage.GatedWriter;

namespace Conversations.Tests.Storage;

public sealed class WriteQueueFailureTests
{
    private static readonly string[] _three = ["b", "bad", "c"];

    [Fact]
    public async Task Batch_that_throws_is_tried_one_by_one_and_only_the_bad_commit_fails()
    {
        var writer = new GatedWriter { Answer = RefuseBad };
        await using var queue = new WriteQueue<Commit, CommitOutcome>(writer.WriteAsync);

        var waiting = await FillAsync(queue, writer, _three);
        writer.Let(5);
        await Task.WhenAll(waiting.Select(one => one.ContinueWith(_ => { }, TaskScheduler.Default)));

        writer.Writes.Should().Equal("a", "b bad c", "b", "bad", "c");
        (await waiting[0]).Should().Be(OutcomeOf("b"));
        (await waiting[2]).Should().Be(OutcomeOf("c"));
        (await Awaiting(waiting[1]).Should().ThrowAsync<StorageException>()).WithMessage("bad is bad.");
    }

    [Fact]
    public async Task Commit_alone_that_throws_is_not_tried_again()
    {
        var writer = new GatedWriter { Answer = RefuseBad };
        await using var queue = new WriteQueue<Commit, CommitOutcome>(writer.WriteAsync);
        writer.Let(2);

        await Awaiting(queue.WriteAsync(CommitOf("bad"))).Should().ThrowAsync<StorageException>();
        var next = await queue.WriteAsync(CommitOf("next"));

        next.Should().Be(OutcomeOf("next"));
        writer.Writes.Should().Equal("bad", "next");
    }

    [Fact]
    public async Task Batch_whose_outcome_is_unknown_is_not_tried_again_and_each_caller_gets_its_own_id()
    {
        var cause = new TimeoutException();
        var writer = new GatedWriter { Answer = commits => commits.Count == 1 ? [OutcomeOf("a")] : throw new OutcomeUnknownException(null, cause) };
        await using var queue = new WriteQueue<Commit, CommitOutcome>(writer.WriteAsync);

        var waiting = await FillAsync(queue, writer, _three);
        writer.Let(2);

        for (var i = 0; i < _three.Length; i++)
        {
            var error = (await Awaiting(waiting[i]).Should().ThrowAsync<OutcomeUnknownException>()).Which;
            error.MessageId.Should().Be(new MessageId(_three[i]));
            error.InnerException.Should().BeSameAs(cause);
        }

        writer.Writes.Should().Equal("a", "b bad c");
    }

    [Fact]
    public async Task Write_that_was_given_up_leaves_its_batch_unknown_and_is_not_tried_again()
    {
        var writer = new GatedWriter { Answer = commits => commits.Count == 1 ? [OutcomeOf("a")] : throw new OperationCanceledException() };
        await using var queue = new WriteQueue<Commit, CommitOutcome>(writer.WriteAsync);

        var waiting = await FillAsync(queue, writer, _three);
        writer.Let(2);

        foreach (var one in waiting)
            await Awaiting(one).Should().ThrowAsync<OutcomeUnknownException>();

        writer.Writes.Should().Equal("a", "b bad c");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Wrong_number_of_outcomes_leaves_the_batch_unknown_and_writes_nothing_twice(int outcomes)
    {
        var writer = new GatedWriter
        {
            Answer = commits => commits.Count == 1 ? [OutcomeOf("a")] : [.. Enumerable.Repeat(OutcomeOf("a"), outcomes)],
        };
        await using var queue = new WriteQueue<Commit, CommitOutcome>(writer.WriteAsync);

        var waiting = await FillAsync(queue, writer, _three);
        writer.Let(2);

        foreach (var one in waiting)
        {
            var error = (await Awaiting(one).Should().ThrowAsync<OutcomeUnknownException>()).Which;
            error.InnerException.Should().BeOfType<InvalidOperationException>().Which.Message.Should().Contain($"{outcomes}").And.Contain("3");
        }

        writer.Writes.Should().Equal("a", "b bad c");
    }

    [Fact]
    public async Task No_list_of_outcomes_leaves_the_batch_unknown_and_writes_nothing_twice()
    {
        var writer = new GatedWriter { Answer = commits => commits.Count == 1 ? [OutcomeOf("a")] : null! };
        await using var queue = new WriteQueue<Commit, CommitOutcome>(writer.WriteAsync);

        var waiting = await FillAsync(queue, writer, _three);
        writer.Let(5);

        foreach (var one in waiting)
            await Awaiting(one).Should().ThrowAsync<OutcomeUnknownException>();

        writer.Writes.Should().Equal("a", "b bad c");
    }

    [Fact]
    public async Task Write_that_throws_before_its_first_await_is_answered_too()
    {
        await using var queue = new WriteQueue<Commit, CommitOutcome>(_ => throw new StorageException("away"));

        await Awaiting(queue.WriteAsync(CommitOf("a"))).Should().ThrowAsync<StorageException>();
    }

    [Fact]
    public async Task Listener_of_metrics_that_throws_neither_stops_the_queue_nor_parts_a_batch()
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
        writer.Let(1 + size);

        (await Task.WhenAll(waiting)).Should().Equal(Enumerable.Range(0, size).Select(i => OutcomeOf($"m{i}")));
        writer.Writes.Should().HaveCount(2);
    }

    /// <summary>Has commits wait behind a first one, "a", that is being written.</summary>
    private static async Task<List<Task<CommitOutcome>>> FillAsync(WriteQueue<Commit, CommitOutcome> queue, GatedWriter writer, string[] names)
    {
        _ = queue.WriteAsync(CommitOf("a"));
        await writer.BegunAsync();
        return [.. names.Select(name => queue.WriteAsync(CommitOf(name)))];
    }

    private static Func<Task> Awaiting(Task task) => () => task;

    private static CommitOutcome[] RefuseBad(IReadOnlyList<Commit> commits) => commits.Any(commit => Name(commit) == "bad")
        ? throw new StorageException("bad is bad.")
        : [.. commits.Select(commit => OutcomeOf(Name(commit)))];
}
