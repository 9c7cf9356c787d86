using System.Diagnostics.CodeAnalysis;

namespace Conversations;

/// <summary>A handler of the library throws this to be called again later with the same change. That is no failure.</summary>
/// <param name="delay">The time until then.</param>
/// <param name="isWoken">Whether a later change of the conversation makes it due at once.</param>
[SuppressMessage("Design", "CA1064", Justification = "It does not leave this package.")]
internal sealed class WaitDeliveryException(TimeSpan delay, bool isWoken) : Exception
{
    internal TimeSpan Delay { get; } = delay;

    internal bool IsWoken { get; } = isWoken;
}
