namespace Conversations.Storage;

/// <summary>A row of a handler and a conversation whose next change was tried without success.</summary>
public sealed class FailedDelivery(
    ConversationId ConversationId, long Position, bool IsParked, int Attempts, DateTimeOffset? DueAt, string? Error, string? Aside = null)
{
    /// <summary>Gets the conversation.</summary>
    public ConversationId ConversationId { get; } = ConversationId;

    /// <summary>Gets the version up to which the handler has handled the changes. The next change is the one that failed.</summary>
    public long Position { get; } = Position;

    /// <summary>Gets whether the row is parked.</summary>
    public bool IsParked { get; } = IsParked;

    /// <summary>Gets how often the change was tried without success.</summary>
    public int Attempts { get; } = Attempts;

    /// <summary>Gets when it is tried again, or null if it is parked.</summary>
    public DateTimeOffset? DueAt { get; } = DueAt;

    /// <summary>Gets what went wrong at the last attempt, in a text that the store does not read; null if that is not known.</summary>
    public string? Error { get; } = Error;

    /// <summary>Gets which changes wait, as in the last report.</summary>
    public string? Aside { get; } = Aside;
}
