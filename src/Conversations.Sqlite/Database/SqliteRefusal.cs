namespace Conversations;

/// <summary>The outcome of a write whose transaction did not begin: the error for its caller, or null if it may wait on.</summary>
internal sealed record SqliteRefusal(StorageException? Error);
