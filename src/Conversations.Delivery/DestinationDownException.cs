namespace Conversations;

/// <summary>
/// A change handler throws this if nothing can be delivered to its destination, whatever the conversation. The circuit of the handler opens
/// at once, and one conversation tries from time to time.
/// </summary>
public sealed class DestinationDownException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The cause, or null.</param>
    /// <param name="retryAfter">How long nothing is to be tried, such as the time of a <c>Retry-After</c> header, or null if that is not known.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative or longer than 30 days.</exception>
    public DestinationDownException(string message, Exception? innerException = null, TimeSpan? retryAfter = null)
        : base(message, innerException)
    {
        if (retryAfter is { } time)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero, nameof(retryAfter));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(time, TimeSpan.FromDays(30), nameof(retryAfter));
        }

        RetryAfter = retryAfter;
    }

    /// <summary>Gets how long nothing is to be tried, or null if the schedule of the handler decides.</summary>
    public TimeSpan? RetryAfter { get; }
}
