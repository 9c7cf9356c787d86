namespace Conversations;

/// <summary>How long missed messages wait until a recipient is notified.</summary>
/// <param name="Delay">The time after the last missed message.</param>
/// <param name="MaxDelay">The time after the first missed message at which the recipient is notified in any case.</param>
public readonly record struct NotificationDelays(TimeSpan Delay, TimeSpan MaxDelay);
