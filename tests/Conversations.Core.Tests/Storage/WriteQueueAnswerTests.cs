using Conversations.Decisions;
using Conversations.Storage.Writing;
using static Conversations.Tests.Storage.GatedWriter;

namespace Conversations.Tests.Storage;

/// <summary>Tests of answers that a store gives before the batch of a write ends.</summary>
public sealed class WriteQueueAnswerTests
{
    [Fact]
    public async Task Write_that_is_answered_early_has_its_outcome_while_its_batch_is_being_written()
    {
        var rest = new TaskCompletionSource();
        WriteQueue<Commit, CommitOutcome> queue = null!;
        queue = new(async batch =>
        {
            queue.Answer(batch[0], OutcomeOf("early"));
            await rest.Task;
            return [OutcomeOf("late")];
        });
        await using var disposed = queue;

        var outcome = await queue.WriteAsync(CommitOf("a"));

        outcome.Should().Be(OutcomeOf("early"));
        rest.Task.IsCompleted.Should().BeFalse();
        rest.SetResult();
    }

    [Fact]
    public async Task Write_that_is_answered_early_is_not_tried_again_when_its_batch_fails()
    {
        var (begun, first) = (new TaskCompletionSource(), new TaskCompletionSource());
        var written = new List<int>();
        WriteQueue<Commit, CommitOutcome> queue = null!;
        queue = new(async batch =>
        {
            written.Add(batch.Count);
            begun.TrySetResult();
            if (written.Count == 1)
                await first.Task;
            if (batch.Count < 2)
                return [OutcomeOf("alone")];

            queue.Answer(batch[0], OutcomeOf("early"));
            throw new StorageException("The server is away.");
        });
        await using var disposed = queue;
        var before = queue.WriteAsync(CommitOf("a"));
        await begun.Task;
        Task<CommitOutcome>[] together = [queue.WriteAsync(CommitOf("b")), queue.WriteAsync(CommitOf("c"))];
        first.SetResult();

        var outcomes = await Task.WhenAll([before, .. together]);

        outcomes.Should().Equal(OutcomeOf("alone"), OutcomeOf("early"), OutcomeOf("alone"));
        written.Should().Equal(1, 2, 1);
    }

    [Fact]
    public async Task Answer_to_a_write_of_no_batch_throws()
    {
        await using var queue = new WriteQueue<Commit, CommitOutcome>(_ => Task.FromResult<IReadOnlyList<CommitOutcome>>([]));

        FluentActions.Invoking(() => queue.Answer(CommitOf("a"), OutcomeOf("a"))).Should().Throw<ArgumentException>();
    }
}
