using Conversations.Storage;
using Conversations.Storage.InMemory;

namespace Conversations.Tests.Storage;

/// <summary>
/// Sorts conversations by their position in the index, which may lag by <see cref="InboxWindow.MaxLag"/>, and not by
/// their activity.
/// </summary>
internal sealed class ListsByItsLaggingIndex() : ForwardingStore(new InMemoryConversationStore())
{
    public override async Task<InboxSlice> ListInboxAsync(InboxWindow window, CancellationToken cancellationToken = default)
    {
        var all = await base.ListInboxAsync(
            window.With(one => one.After, null).With(one => one.Filter, null).With(one => one.Limit, int.MaxValue), cancellationToken);
        var placed = new List<(InboxPlace Place, StoredInboxEntry Entry)>();
        foreach (var entry in all.Entries)
            placed.Add((new(await IndexedAtAsync(entry), entry.Conversation.Id), entry));

        var rest = placed.OrderBy(one => one.Place).Where(one => !(one.Place <= window.After)).ToList();
        var page = rest.Take(window.Limit).ToList();
        return new([.. page.Select(one => one.Entry)], rest.Count > page.Count ? page[^1].Place : null);
    }

    private async Task<DateTimeOffset> IndexedAtAsync(StoredInboxEntry entry)
    {
        var indexedAt = (DateTimeOffset?)null;
        var messages = await ListMessagesAsync(new() { ConversationId = entry.Conversation.Id, Limit = int.MaxValue });
        foreach (var message in messages!.Where(message => !(message.CreatedAt <= indexedAt + InboxWindow.MaxLag)))
            indexedAt = message.CreatedAt;

        return indexedAt > entry.Participant.JoinedAt ? indexedAt.Value : entry.Participant.JoinedAt;
    }
}

/// <summary>Counts every message after the read position as unread, including messages that were deleted since.</summary>
internal sealed class CountsDeletedMessages() : ForwardingStore(new InMemoryConversationStore())
{
    public override async Task<InboxSlice> ListInboxAsync(InboxWindow window, CancellationToken cancellationToken = default)
    {
        var slice = await base.ListInboxAsync(window, cancellationToken);
        return new(
            [.. slice.Entries.Select(one => new StoredInboxEntry(
                one.Conversation, one.Participant, one.Conversation.LastSequence - one.Participant.ReadUpTo, one.FirstOthers))],
            slice.Next);
    }

    public override async Task<ReadState?> FindReadStateAsync(
        ConversationId id, UserId userId, CancellationToken cancellationToken = default)
    {
        var state = await base.FindReadStateAsync(id, userId, cancellationToken);
        var found = await FindConversationAsync(id, userId, cancellationToken);
        return state is null ? null : state with { UnreadCount = found!.Conversation.LastSequence - state.ReadUpTo };
    }
}
