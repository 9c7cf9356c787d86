namespace Conversations.Testing;

/// <summary>A clock that does not move by itself. A test moves it forwards or backwards.</summary>
public sealed class ManualClock : TimeProvider
{
    private long _ticks = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero).UtcTicks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    /// <summary>Sets the clock.</summary>
    /// <param name="time">The time that the clock shows from now on.</param>
    public void Set(DateTimeOffset time) => Interlocked.Exchange(ref _ticks, time.UtcTicks);

    /// <summary>Moves the clock.</summary>
    /// <param name="by">How far to move the clock. A negative value moves it backwards.</param>
    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
