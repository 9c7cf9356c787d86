using Conversations.Histories;
using static Conversations.Histories.AnomalyKind;

namespace Conversations.Sqlite.Tests.History;

public sealed class HistoryCheckTests
{
    [Fact]
    public async Task Clean_history_has_no_anomaly()
    {
        var run = await SeededRun.CleanAsync();

        run.Find().Should().BeEmpty();
        run.End.Messages.Should().HaveCount(40);
        run.Attempts.Should().HaveCount(41).And.OnlyContain(attempt => attempt.Answer is Answer.Ok);
    }

    [Fact]
    public async Task Acknowledged_message_that_is_not_stored_is_lost()
    {
        var run = await SeededRun.CleanAsync();

        run.WithoutLast().Find().Should().Equal(Lost);
    }

    [Fact]
    public async Task Message_with_an_unknown_outcome_may_be_stored_or_not()
    {
        var run = (await SeededRun.CleanAsync()).TellLast(attempt => new(attempt.Intent, attempt.InvokedAt));

        run.Find().Should().BeEmpty();
        run.WithoutLast().Find().Should().BeEmpty();
    }

    [Fact]
    public async Task Conversation_that_is_missing_loses_all_its_messages()
    {
        var run = await SeededRun.CleanAsync();

        var anomalies = HistoryCheck.Find(run.Attempts, new Dictionary<ConversationId, EndState>());

        anomalies.Should().HaveCount(41).And.OnlyContain(anomaly => anomaly.Kind == Lost);
    }

    [Fact]
    public async Task Message_that_is_stored_twice_is_doubled()
    {
        var run = await SeededRun.CleanAsync();

        run.Append(run.Last with { Sequence = run.Last.Sequence + 1 }).Find().Should().BeEquivalentTo([Doubled, Corrupted]);
    }

    [Fact]
    public async Task Message_that_was_acknowledged_as_new_twice_is_doubled()
    {
        var run = await SeededRun.CleanAsync();

        (run with { Attempts = [.. run.Attempts, run.Attempts[^1]] }).Find().Should().Equal(Doubled);
    }

    [Fact]
    public async Task Message_that_was_sent_again_and_found_stored_is_no_anomaly()
    {
        var run = await SeededRun.CleanAsync();
        var again = run.Attempts[^1] with { InvokedAt = 1_000, AnsweredAt = 1_001, Answer = (Answer.Ok)run.Attempts[^1].Answer with { Created = false } };

        (run with { Attempts = [.. run.Attempts, again] }).Find().Should().BeEmpty();
    }

    [Fact]
    public async Task Message_after_one_that_was_sent_later_is_reordered()
    {
        var run = await SeededRun.CleanAsync();

        run.TellLast(attempt => attempt with { InvokedAt = -2, AnsweredAt = -1 }).Find().Should().Equal(Reordered);
    }

    [Fact]
    public async Task Messages_that_were_sent_at_the_same_time_may_have_any_order()
    {
        var run = await SeededRun.CleanAsync();

        run.TellLast(attempt => attempt with { InvokedAt = -2 }).Find().Should().BeEmpty();
    }

    [Fact]
    public async Task Log_with_another_order_than_the_messages_is_reordered()
    {
        var run = await SeededRun.CleanAsync();
        var (last, other) = (run.End.Changes[^1], run.End.Changes[^2]);

        var end = run.End with { Changes = [.. run.End.Changes.SkipLast(2), last with { Version = other.Version }, other with { Version = last.Version }] };

        (run with { End = end }).Find().Should().Equal(Reordered);
    }

    [Fact]
    public async Task Message_with_an_earlier_time_than_the_one_before_it_is_reordered()
    {
        var run = await SeededRun.CleanAsync();

        run.Change(20, message => message with { CreatedAt = message.CreatedAt.AddHours(-1) }).Find().Should().BeEquivalentTo([Reordered, Corrupted]);
    }

    [Fact]
    public async Task Sequence_without_a_message_is_a_gap()
    {
        var run = await SeededRun.CleanAsync();
        var later = run.Last with { Sequence = run.Last.Sequence + 1 };

        run.TellLast(attempt => attempt with { Answer = (Answer.Ok)attempt.Answer with { Sequence = later.Sequence } })
            .WithoutLast().Append(later).Find().Should().Equal(Gapped);
    }

    [Fact]
    public async Task Message_that_differs_from_what_was_sent_or_answered_is_corrupted()
    {
        var run = await SeededRun.CleanAsync();

        run.Change(3, message => message with { Text = message.Text + "!" }).Find().Should().Equal(Corrupted);
        run.Change(3, message => message with { SenderId = new("mallory") }).Find().Should().Equal(Corrupted);
        run.TellLast(attempt => attempt with { Answer = (Answer.Ok)attempt.Answer with { Sequence = 1 } }).Find().Should().Equal(Corrupted);
    }

    [Fact]
    public async Task Message_that_no_client_sent_is_a_phantom()
    {
        var run = await SeededRun.CleanAsync();

        (run with { Attempts = [.. run.Attempts.SkipLast(1)] }).Find().Should().Equal(Phantom);
    }

    [Fact]
    public async Task Message_whose_send_failed_is_a_phantom()
    {
        var run = await SeededRun.CleanAsync();

        run.TellLast(attempt => attempt with { Answer = new Answer.Failed() }).Find().Should().Equal(Phantom);
    }
}
