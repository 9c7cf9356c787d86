namespace Conversations.Storage;

/// <summary>A page of an inbox.</summary>
/// <param name="Entries">The entries in their order.</param>
/// <param name="Next">The place to go on from; null = nothing follows.</param>
public sealed record InboxSlice(IReadOnlyList<StoredInboxEntry> Entries, InboxPlace? Next);
