using Conversations.Histories;

namespace Conversations.Sqlite.Tests.History;

public sealed class HistoryMergeTests
{
    private static readonly string[] _one = ["10\tsend\troom\tfirst\talice\tHi\t.", "20\tok\troom\tfirst\t2\t1000\tnew\t."];

    [Fact]
    public void Answer_of_one_process_comes_before_a_later_send_of_another()
    {
        string[] other = ["21\tsend\troom\tsecond\tbob\tHi\t.", "30\tok\troom\tsecond\t1\t1000\tnew\t."];

        var (first, second) = Merge([.. other, .. _one]);

        first.AnsweredAt.Should().BeLessThan(second.InvokedAt);
    }

    [Fact]
    public void Send_at_the_same_time_as_an_answer_comes_before_it()
    {
        string[] other = ["20\tsend\troom\tsecond\tbob\tHi\t.", "30\tok\troom\tsecond\t1\t1000\tnew\t."];

        var (first, second) = Merge([.. _one, .. other]);

        first.AnsweredAt.Should().BeGreaterThan(second.InvokedAt);
    }

    [Fact]
    public void Times_are_compared_as_numbers_and_lines_that_a_kill_cut_off_are_skipped()
    {
        string[] other = ["9\tsend\troom\tsecond\tbob\tHi\t.", "1"];

        var (first, second) = Merge([.. _one, .. other]);

        second.InvokedAt.Should().BeLessThan(first.InvokedAt);
        second.Answer.Should().BeOfType<Answer.Unknown>();
    }

    [Fact]
    public void Lines_that_are_timed_contain_the_same_events_as_lines_that_are_not()
    {
        using var output = new MemoryStream();
        var lines = new HistoryLines(output, isTimed: true);
        lines.Invoked(new(new("room"), new("first"), new("alice"), "Hi"));
        lines.Answered(new("room"), new("first"), new Answer.Ok(2, DateTimeOffset.FromUnixTimeMilliseconds(1000), Created: true));
        output.Position = 0;
        using var reader = new StreamReader(output);

        HistoryLines.Merge(reader.ReadToEnd().Split('\n')).Should().Equal(HistoryLines.Merge(_one));
    }

    private static (Attempt First, Attempt Second) Merge(string[] lines)
    {
        var history = new Histories.History();
        HistoryLines.Replay(HistoryLines.Merge(lines), history);
        return (
            history.Attempts.Single(attempt => attempt.Intent.MessageId == new MessageId("first")),
            history.Attempts.Single(attempt => attempt.Intent.MessageId == new MessageId("second")));
    }
}
