namespace Conversations;

/// <summary>The outcome of a write whose transaction did not begin.</summary>
internal sealed record SqliteRefusal(StorageException Error);
