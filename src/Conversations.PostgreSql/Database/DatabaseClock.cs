using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Conversations;

/// <summary>Compares the clock of this host with that of the database, which all hosts share, and corrects it if that is wanted.</summary>
/// <param name="inner">The clock of this host.</param>
/// <param name="corrects">Whether <see cref="GetUtcNow"/> is corrected, or is the time of <paramref name="inner"/> as it is.</param>
/// <param name="logger">Receives a warning when the clocks begin to differ by more than a minute.</param>
internal sealed class DatabaseClock(TimeProvider inner, bool corrects, ILogger logger) : TimeProvider
{
    /// <summary>The greatest difference of two clocks that is not reported, and the furthest step back that is waited out instead of taken.</summary>
    private static readonly TimeSpan _tolerance = TimeSpan.FromMinutes(1);

    private const int Samples = 3;

    private const string NowSql = "SELECT clock_timestamp()";

    private long _offset;
    private long _latest;
    private long _measuredAt;
    private volatile Measured? _measured;
    private int _isReported;

    /// <summary>Gets or sets how old a measurement is when the next one is due: a minute. Tests make it shorter.</summary>
    internal TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets whether the time is corrected.</summary>
    internal bool Corrects => corrects;

    /// <summary>Gets how long ago the clocks were compared.</summary>
    internal TimeSpan Age => Stopwatch.GetElapsedTime(Interlocked.Read(ref _measuredAt));

    /// <summary>Gets how far the database's clock is ahead of this host's; zero if the measurement cannot tell them apart.</summary>
    internal TimeSpan Offset => new(Interlocked.Read(ref _offset));

    /// <summary>Gets whether the clocks differ by more than a minute.</summary>
    internal bool Differs => Offset.Duration() > _tolerance;

    public override TimeZoneInfo LocalTimeZone => inner.LocalTimeZone;

    public override long TimestampFrequency => inner.TimestampFrequency;

    /// <summary>
    /// Returns the time of the database's clock. When a measurement sets the clock back by less than a minute, the latest time that was returned is
    /// returned until it is reached again, so that a later call does not get an earlier time.
    /// </summary>
    public override DateTimeOffset GetUtcNow()
    {
        if (!corrects)
            return inner.GetUtcNow();

        var now = Add(inner.GetUtcNow(), Offset).UtcTicks;
        for (var latest = Interlocked.Read(ref _latest); ;)
        {
            if (now <= latest && latest - now < _tolerance.Ticks)
                return new(latest, TimeSpan.Zero);

            var before = Interlocked.CompareExchange(ref _latest, now, latest);
            if (before == latest)
                return new(now, TimeSpan.Zero);

            latest = before;
        }
    }

    /// <summary>
    /// Returns the time of the database's clock in whole milliseconds: that of the last measurement and what has passed since, whatever the clock of this host
    /// says.
    /// </summary>
    internal DateTimeOffset GetDatabaseTime()
    {
        var now = _measured is { } measured ? measured.At + Stopwatch.GetElapsedTime(measured.Timestamp) : Add(inner.GetUtcNow(), Offset);
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        inner.CreateTimer(callback, state, dueTime, period);

    /// <summary>Compares the clocks by the quickest of a few round trips: the database read its clock between question and answer.</summary>
    internal async Task MeasureAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var (offset, quickest) = (TimeSpan.Zero, TimeSpan.MaxValue);
        for (var sample = 0; sample < Samples; sample++)
        {
            var (asked, started) = (inner.GetUtcNow(), Stopwatch.GetTimestamp());
            var command = new NpgsqlCommand(NowSql, connection);
            await using var disposingCommand = command.ConfigureAwait(false);
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using var closingReader = reader.ConfigureAwait(false);
            await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            var took = Stopwatch.GetElapsedTime(started);
            if (took < quickest)
                (offset, quickest) = (RowReader.Read(reader, static (ref row) => row.NextTime()) - asked - (took / 2), took);
        }

        Accept(offset, quickest / 2);
    }

    /// <summary>Takes a measurement. One that agrees with the present offset within its uncertainty changes nothing, so the time does not tremble.</summary>
    internal void Accept(TimeSpan offset, TimeSpan uncertainty)
    {
        if ((offset - Offset).Duration() > uncertainty)
            Interlocked.Exchange(ref _offset, offset.Ticks);

        Interlocked.Exchange(ref _measuredAt, Stopwatch.GetTimestamp());
        _measured = new(Add(inner.GetUtcNow(), Offset), Stopwatch.GetTimestamp());
        PostgreSqlTelemetry.RecordClock(Offset);
        if (Interlocked.Exchange(ref _isReported, Differs ? 1 : 0) == 0 && Differs)
            PostgreSqlLog.ClocksDiffer(logger, Describe());
    }

    /// <summary>Says how the clocks differ, and what to do.</summary>
    internal string Describe()
    {
        var (distance, side) = (TimeSpan.FromSeconds(Math.Round(Offset.Duration().TotalSeconds)), Offset > TimeSpan.Zero ? "behind" : "ahead of");
        var what = string.Create(CultureInfo.InvariantCulture, $"The clock of this host is {distance:d\\.hh\\:mm\\:ss} {side} the database's. ");
        return what + (corrects
            ? "The times of messages are corrected by that. Set the clock."
            : "The times of messages are not corrected, because the app registered a TimeProvider of its own. Set the clock, or set CorrectClock to true.");
    }

    private sealed record Measured(DateTimeOffset At, long Timestamp);

    private static DateTimeOffset Add(DateTimeOffset time, TimeSpan offset) =>
        new(Math.Clamp(time.UtcTicks + offset.Ticks, DateTimeOffset.MinValue.UtcTicks, DateTimeOffset.MaxValue.UtcTicks), TimeSpan.Zero);
}
