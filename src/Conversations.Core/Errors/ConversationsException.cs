namespace Conversations;

/// <summary>The root of what this library throws as the world's answer, in contrast to a caller's mistake.</summary>
public abstract class ConversationsException : Exception
{
    private protected ConversationsException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
