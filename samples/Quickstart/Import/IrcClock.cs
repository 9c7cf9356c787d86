namespace Quickstart.Import;

/// <summary>Turns the times of day in a file into times that never go back.</summary>
/// <remarks>
/// Some logs were written with a clock of twelve hours that does not say which half of the day it is, so that 12:59 is followed
/// by 01:00. A time that goes back from 12:xx is therefore half a day on, any other that goes back is a day on; so is one that goes
/// back to 00:xx, which a clock of twelve hours does not show. What was added stays added for the rest of the file.
/// </remarks>
/// <param name="day">The day on which the file begins, in UTC.</param>
internal sealed class IrcClock(DateOnly day)
{
    private long _start = day.DayNumber * TimeSpan.TicksPerDay;
    private TimeOnly _last;

    internal DateTimeOffset At(TimeOnly time)
    {
        if (time < _last)
            _start += _last.Hour == 12 && time.Hour > 0 ? TimeSpan.TicksPerDay / 2 : TimeSpan.TicksPerDay;

        // A file that went back a million times would leave the calendar.
        _start = Math.Min(_start, DateOnly.MaxValue.DayNumber * TimeSpan.TicksPerDay);
        _last = time;
        return new(_start + time.Ticks, TimeSpan.Zero);
    }
}
