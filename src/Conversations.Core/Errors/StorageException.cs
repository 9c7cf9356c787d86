namespace Conversations;

/// <summary>The store cannot serve: the disk is full, the server is away, the file is not a database … Nothing was written.</summary>
public sealed class StorageException : ConversationsException
{
    /// <summary>Says what the store met.</summary>
    /// <param name="message">What happened and what to do, without message texts and connection strings.</param>
    /// <param name="inner">The driver's own error; null = none.</param>
    public StorageException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
