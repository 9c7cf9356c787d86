namespace Conversations;

/// <summary>
/// The exception that is thrown if the store cannot serve a call: the disk is full, the server is not available, the file is not a
/// database and so on. Nothing was written.
/// </summary>
public sealed class StorageException : ConversationsException
{
    /// <summary>Initializes the exception with a message.</summary>
    /// <param name="message">What happened and what to do, without message texts and connection strings.</param>
    /// <param name="inner">The exception of the driver, or null if there is none.</param>
    public StorageException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
