namespace Conversations.Storage;

/// <summary>A moment of the clock by which changes are dated for watches.</summary>
/// <param name="now">The time.</param>
/// <param name="forgottenUpTo">The time up to which it is no longer known what users were removed from, or null if everything is known.</param>
public sealed class WatchTime(DateTimeOffset now, DateTimeOffset? forgottenUpTo)
{
    /// <summary>Gets the time.</summary>
    public DateTimeOffset Now => now;

    /// <summary>Gets the time up to which it is no longer known what users were removed from, or null if everything is known.</summary>
    public DateTimeOffset? ForgottenUpTo => forgottenUpTo;
}
