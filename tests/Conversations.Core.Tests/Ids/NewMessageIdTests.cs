using Microsoft.Extensions.Time.Testing;

namespace Conversations.Tests.Ids;

public sealed class NewMessageIdTests
{
    [Theory]
    [InlineData(1970, "00000000-0000-7")]
    [InlineData(2026, "019b76da-a800-7")]
    public void New_id_is_a_version_7_guid_that_starts_with_the_time_of_the_clock(int year, string start)
    {
        var clock = new FakeTimeProvider(new(year, 1, 1, 0, 0, 0, TimeSpan.Zero));

        var (one, other) = (MessageId.New(clock), MessageId.New(clock));

        one.Value.Should().StartWith(start);
        other.Value.Should().StartWith(start);
        one.Should().NotBe(other);
    }

    [Fact]
    public void New_id_of_a_clock_before_1970_starts_with_the_year_1970() =>
        MessageId.New(new EarlyClock()).Value.Should().StartWith("00000000-0000-7");

    [Fact]
    public void New_id_without_a_clock_has_the_current_time() =>
        Guid.Parse(MessageId.New().Value).Version.Should().Be(7);

    private sealed class EarlyClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(1969, 12, 31, 23, 59, 59, TimeSpan.Zero);
    }
}
