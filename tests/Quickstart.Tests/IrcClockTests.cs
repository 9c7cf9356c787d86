using System.Globalization;

namespace Quickstart.Tests;

public sealed class IrcClockTests
{
    [Theory]
    [InlineData("12:18 12:59 01:00 04:51", "15T12:18 15T12:59 15T13:00 15T16:51")]
    [InlineData("09:19 12:28", "15T09:19 15T12:28")]
    [InlineData("23:59 00:00 03:26", "15T23:59 16T00:00 16T03:26")]
    [InlineData("11:29 12:59 01:00 11:59 12:00 12:59 01:00", "15T11:29 15T12:59 15T13:00 15T23:59 16T00:00 16T00:59 16T01:00")]
    [InlineData("12:58 01:03", "15T12:58 15T13:03")]
    [InlineData("12:30 00:10", "15T12:30 16T00:10")]
    [InlineData("12:30 12:20", "15T12:30 16T00:20")]
    [InlineData("13:05 13:04 13:04", "15T13:05 16T13:04 16T13:04")]
    public void A_time_that_goes_back_is_half_a_day_later_after_twelve_o_clock_and_a_day_later_otherwise(string times, string expected)
    {
        var clock = new IrcClock(new(2004, 11, 15));

        var read = times.Split(' ').Select(time => clock.At(TimeOnly.Parse(time, CultureInfo.InvariantCulture)));

        string.Join(' ', read.Select(time => time.ToString("dd'T'HH:mm", CultureInfo.InvariantCulture))).Should().Be(expected);
    }

    [Fact]
    public void Times_never_go_back_for_any_two_consecutive_times_of_day()
    {
        const int minutes = 24 * 60;
        var clock = new IrcClock(new(2004, 11, 15));
        var pairs = Enumerable.Range(0, minutes * minutes).SelectMany(i => new[] { i / minutes, i % minutes });

        var read = pairs.Select(minute => clock.At(TimeOnly.MinValue.AddMinutes(minute)));

        var last = DateTimeOffset.MinValue;
        read.All(time => last <= (last = time)).Should().BeTrue();
    }

    [Fact]
    public void A_time_that_goes_back_on_the_last_day_of_the_calendar_stays_on_that_day()
    {
        var clock = new IrcClock(DateOnly.MaxValue);

        clock.At(new(23, 59));

        clock.At(new(1, 0)).Should().Be(new DateTimeOffset(9999, 12, 31, 1, 0, 0, TimeSpan.Zero));
    }
}
