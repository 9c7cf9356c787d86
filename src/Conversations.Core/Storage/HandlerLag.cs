namespace Conversations.Storage;

/// <summary>What a handler has not handled.</summary>
/// <param name="Changes">The number of changes, without those of parked conversations and without what a walk has not reached.</param>
/// <param name="Conversations">The number of conversations with such changes.</param>
/// <param name="Parked">The number of parked conversations.</param>
/// <param name="OldestAt">The time of the oldest change that is not handled, or null if every change is handled.</param>
public sealed record HandlerLag(long Changes, long Conversations, long Parked, DateTimeOffset? OldestAt);
