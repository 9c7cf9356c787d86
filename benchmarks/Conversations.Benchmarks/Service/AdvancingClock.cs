namespace Conversations.Benchmarks;

/// <summary>The system's clock, moved ahead by hand.</summary>
internal sealed class AdvancingClock : TimeProvider
{
    private TimeSpan _ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _ahead;

    internal void Advance(TimeSpan by) => _ahead += by;
}
