namespace Quickstart.Import;

/// <summary>Converts the times of day in a file to points in time that never go back.</summary>
/// <remarks>
/// Some logs were written with a twelve-hour clock that does not show which half of the day it is, so 12:59 is
/// followed by 01:00. Therefore a time that goes back from 12:xx counts as half a day later. Every other time that
/// goes back counts as a day later. This includes a time that goes back from 12:xx to 00:xx, which a twelve-hour
/// clock does not show. The added time stays added for the rest of the file.
/// </remarks>
/// <param name="day">The first day of the file, in UTC.</param>
internal sealed class IrcClock(DateOnly day)
{
    private long _start = day.DayNumber * TimeSpan.TicksPerDay;
    private TimeOnly _last;

    internal DateTimeOffset At(TimeOnly time)
    {
        if (time < _last)
            _start += _last.Hour == 12 && time.Hour > 0 ? TimeSpan.TicksPerDay / 2 : TimeSpan.TicksPerDay;

        // Times that go back millions of times would lead beyond the last day of the calendar, so the day is limited to the last one.
        _start = Math.Min(_start, DateOnly.MaxValue.DayNumber * TimeSpan.TicksPerDay);
        _last = time;
        return new(_start + time.Ticks, TimeSpan.Zero);
    }
}
