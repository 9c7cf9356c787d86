using Conversations.Decisions;

namespace Conversations.Tests.Decisions;

public sealed class HistoryStartTests
{
    [Theory]
    [InlineData(1, null, 9, 1)]
    [InlineData(0, null, 9, 1)]
    [InlineData(4, null, 9, 4)]
    [InlineData(12, null, 9, 12)]
    [InlineData(1, 0L, 9, 10)]
    [InlineData(1, 2L, 9, 8)]
    [InlineData(1, 20L, 9, 1)]
    [InlineData(4, 2L, 9, 8)]
    [InlineData(9, 2L, 9, 9)]
    [InlineData(1, 0L, 0, 1)]
    public void First_visible_message_is_the_later_of_both_bounds(long atLeast, long? lastCount, long lastSequence, long expected) =>
        new HistoryStart(atLeast, lastCount).Resolve(lastSequence).Should().Be(expected);

    [Theory]
    [InlineData(1, null, true)]
    [InlineData(0, null, true)]
    [InlineData(2, null, false)]
    [InlineData(1, 5L, false)]
    [InlineData(1, 0L, false)]
    [InlineData(2, 0L, false)]
    public void Only_a_start_without_bounds_hides_nothing(long atLeast, long? lastCount, bool expected) =>
        new HistoryStart(atLeast, lastCount).IsAll.Should().Be(expected);

    [Theory]
    [InlineData(1, null, 3, null, 3, null)]
    [InlineData(3, null, 1, null, 3, null)]
    [InlineData(1, 5L, 1, 2L, 1, 2L)]
    [InlineData(1, 2L, 1, 5L, 1, 2L)]
    [InlineData(1, null, 3, 5L, 3, 5L)]
    [InlineData(3, 5L, 1, null, 3, 5L)]
    [InlineData(2, 0L, 4, 7L, 4, 0L)]
    public void Later_start_is_bound_by_both(long atLeast, long? lastCount, long otherAtLeast, long? otherLastCount, long expected, long? expectedCount) =>
        HistoryStart.Later(new(atLeast, lastCount), new(otherAtLeast, otherLastCount)).Should().Be(new HistoryStart(expected, expectedCount));

    [Fact]
    public void Start_of_a_history_counts_the_last_messages()
    {
        HistoryStart.Of(null).Should().Be(new HistoryStart(1));
        HistoryStart.Of(History.All).Should().Be(new HistoryStart(1));
        HistoryStart.Of(History.SinceJoin).Should().Be(new HistoryStart(1, 0));
        HistoryStart.Of(History.Last(20)).Should().Be(new HistoryStart(1, 20));
    }
}
