namespace Conversations;

/// <summary>
/// A change handler throws this if the change is to be tried again after a given time, such as that of a <c>Retry-After</c> header. The
/// attempt does not count towards <see cref="ChangeHandlerOptions.ParkAfter"/>.
/// </summary>
public sealed class RetryDeliveryException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="delay">The time until the next attempt, zero to 30 days.</param>
    /// <param name="innerException">The cause, or null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is out of range.</exception>
    public RetryDeliveryException(TimeSpan delay, Exception? innerException = null)
        : base("The change is tried again after a given time.", innerException)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(delay, TimeSpan.FromDays(30));
        Delay = delay;
    }

    /// <summary>Gets the time until the next attempt.</summary>
    public TimeSpan Delay { get; }
}
