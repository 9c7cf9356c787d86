namespace Conversations.Storage;

/// <summary>What a handler has not handled.</summary>
/// <param name="Changes">The number of changes, without those of parked conversations and without what a walk has not reached.</param>
/// <param name="Conversations">The number of conversations with such changes.</param>
/// <param name="Parked">The number of parked conversations.</param>
/// <param name="OldestAt">The time of the oldest of these changes, or null if there is none.</param>
public sealed record HandlerLag(long Changes, long Conversations, long Parked, DateTimeOffset? OldestAt);
