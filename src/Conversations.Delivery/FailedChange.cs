namespace Conversations;

/// <summary>A change that a handler did not handle.</summary>
/// <param name="Handler">The name of the handler.</param>
/// <param name="ConversationId">The conversation.</param>
/// <param name="HandledUpTo">The last version that the handler has handled. A later one has failed.</param>
/// <param name="IsParked">Whether the conversation is parked for the handler. If not, it is tried again.</param>
/// <param name="Attempts">The number of failed attempts that count.</param>
/// <param name="DueAt">When it is tried again, or null if it is parked.</param>
/// <param name="Error">The type of the last exception, with its message if <see cref="ChangeHandlerOptions.StoreErrorMessages"/> is true.</param>
/// <param name="Version">The version of the change that failed, or null if that is not known.</param>
public sealed record FailedChange(
    string Handler, ConversationId ConversationId, long HandledUpTo, bool IsParked, int Attempts, DateTimeOffset? DueAt, string? Error, long? Version);
