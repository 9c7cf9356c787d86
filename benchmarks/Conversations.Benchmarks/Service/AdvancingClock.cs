namespace Conversations.Benchmarks;

/// <summary>A clock that is ahead of the system's clock by a time that the caller can increase.</summary>
internal sealed class AdvancingClock : TimeProvider
{
    private TimeSpan _ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _ahead;

    internal void Advance(TimeSpan by) => _ahead += by;
}
