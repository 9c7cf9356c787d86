namespace Conversations.Storage;

/// <summary>A row of a handler and a conversation whose next change was tried without success.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="Position">The version up to which the handler has handled the changes. The next change is the one that failed.</param>
/// <param name="IsParked">Whether the row is parked.</param>
/// <param name="Attempts">How often the change was tried without success.</param>
/// <param name="DueAt">When it is tried again, or null if it is parked.</param>
/// <param name="Error">What went wrong at the last attempt, in a text that the store does not read; null if that is not known.</param>
/// <param name="Aside">Which changes wait, as in the last report.</param>
public sealed record FailedDelivery(
    ConversationId ConversationId, long Position, bool IsParked, int Attempts, DateTimeOffset? DueAt, string? Error, string? Aside = null);
