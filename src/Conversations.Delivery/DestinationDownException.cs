namespace Conversations;

/// <summary>
/// A change handler throws this if nothing can be delivered to its destination, whatever the conversation. The circuit of the handler opens
/// at once, and one conversation tries from time to time.
/// </summary>
/// <param name="message">What is wrong.</param>
/// <param name="innerException">The cause, or null.</param>
public sealed class DestinationDownException(string message, Exception? innerException = null) : Exception(message, innerException);
