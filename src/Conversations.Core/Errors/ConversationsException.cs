namespace Conversations;

/// <summary>
/// The base class of the exceptions that this library throws for conditions that a caller cannot avoid, in contrast to mistakes
/// such as an invalid argument.
/// </summary>
public abstract class ConversationsException : Exception
{
    private protected ConversationsException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
