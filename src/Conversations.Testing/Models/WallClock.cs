using Microsoft.Extensions.Time.Testing;

namespace Conversations.Testing;

/// <summary>Moves what a clock shows, also backwards. Timeouts that a store measures with the clock do not pass.</summary>
internal static class WallClock
{
    internal static void Shift(this FakeTimeProvider clock, TimeSpan by) => clock.AdjustTime(clock.GetUtcNow() + by);
}
