namespace Conversations;

/// <summary>
/// A change handler throws this if it must not be called any more until an operator resumes it, because its destination is gone for good. The
/// handler is paused on all hosts (<see cref="IChangeHandlers.PauseAsync"/>), and the change waits.
/// </summary>
/// <param name="message">What is wrong.</param>
/// <param name="innerException">The cause, or null.</param>
public sealed class PauseHandlerException(string message, Exception? innerException = null) : Exception(message, innerException);
