namespace Conversations;

/// <summary>
/// A change handler throws this if no further attempt makes sense. The conversation is parked for this handler at once.
/// </summary>
/// <param name="message">What is wrong.</param>
/// <param name="innerException">The cause, or null.</param>
public sealed class ParkDeliveryException(string message, Exception? innerException = null) : Exception(message, innerException);
