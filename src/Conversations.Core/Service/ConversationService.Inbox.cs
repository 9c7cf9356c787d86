using Conversations.Storage;

namespace Conversations;

/// <content>Inboxes, lists of conversations and read positions.</content>
internal sealed partial class ConversationService
{
    private const int ConversationsPageSize = 20;

    internal Paged<InboxEntry> ListInboxAsync(UserId userId, ConversationQuery? query)
    {
        query ??= new();
        var filters = FiltersOf(query);
        return new(
            CursorScope.Of("inbox", userId.Required().Value, $"{query.IncludeEmpty}", TextOf(filters)),
            ConversationsPageSize,
            _limits.MaxPageSize,
            async (place, size, cancellationToken) =>
            {
                CheckAlive(cancellationToken);
                var window = new InboxWindow
                {
                    UserId = userId,
                    After = place is { } after ? new(Timestamp.FromMilliseconds(after.Number), ConversationId.FromStored(after.Id)) : null,
                    IncludeEmpty = query.IncludeEmpty,
                    Filter = filters.Length == 0 ? null : entry => Array.TrueForAll(filters, filter => filter.Holds(entry.Conversation, entry)),
                    Limit = size,
                };
                var slice = await _store.ListInboxAsync(window, cancellationToken).ConfigureAwait(false);
                var entries = await DrawAsync(slice.Entries, cancellationToken).ConfigureAwait(false);
                return (entries, slice.Next is { } next ? new Cursor(next.ActiveAt.ToUnixTimeMilliseconds(), next.Id.Value) : null);
            });
    }

    internal async Task<InboxEntry?> FindEntryAsync(ConversationId id, UserId userId, CancellationToken cancellationToken)
    {
        CheckAlive(cancellationToken);
        var stored = await _store.FindEntryAsync(id.Required(), userId.Required(), cancellationToken).ConfigureAwait(false);
        return stored is null ? null : (await DrawAsync([stored], cancellationToken).ConfigureAwait(false))[0];
    }

    internal Paged<Conversation> ListAsync(ConversationQuery? query)
    {
        query ??= new();
        var filters = FiltersOf(query);
        if (Array.Exists(filters, filter => filter.NeedsUser))
            throw new ArgumentException("Unread, Access and Joined ask about a user, so they filter inboxes only.", nameof(query));

        bool Holds(Conversation conversation) =>
            (query.IncludeEmpty || conversation.MessageCount > 0) && Array.TrueForAll(filters, filter => filter.Holds(conversation, null));

        return new(
            CursorScope.Of("conversations", $"{query.IncludeEmpty}", TextOf(filters)),
            ConversationsPageSize,
            _limits.MaxPageSize,
            async (place, size, cancellationToken) =>
            {
                CheckAlive(cancellationToken);
                var found = new List<Conversation>();
                var after = place is { } cursor ? ConversationId.FromStored(cursor.Id) : (ConversationId?)null;
                var wanted = size + 1;
                for (var left = InboxWindow.MaxLookedAt; left > 0; left -= wanted, wanted *= 2)
                {
                    wanted = Math.Min(wanted, left);
                    var read = await _store.ListConversationsAsync(after, wanted, cancellationToken).ConfigureAwait(false);
                    foreach (var conversation in read)
                    {
                        if (found.Count == size)
                            return (found, new Cursor(0, after!.Value.Value));

                        after = conversation.Id;
                        if (Holds(conversation))
                            found.Add(conversation);
                    }

                    if (read.Count < wanted)
                        return (found, null);
                }

                return (found, new Cursor(0, after!.Value.Value));
            });
    }

    internal Task<ReadState?> FindReadStateAsync(ConversationId id, UserId userId, CancellationToken cancellationToken)
    {
        CheckAlive(cancellationToken);
        return _store.FindReadStateAsync(id.Required(), userId.Required(), cancellationToken);
    }

    internal Task<long?> FindEveryoneReadUpToAsync(Acting? by, ConversationId id, CancellationToken cancellationToken)
    {
        CheckAlive(cancellationToken);
        return _store.FindEveryoneReadUpToAsync(id.Required(), by?.UserId, cancellationToken);
    }

    internal async Task<ReadState> MarkAsReadAsync(
        Acting? by, ConversationId id, UserId userId, long? upTo, CancellationToken cancellationToken)
    {
        CheckAlive(cancellationToken);
        if (upTo is { } sequence)
            ArgumentOutOfRangeException.ThrowIfNegative(sequence, nameof(upTo));

        return await _store.MarkAsReadAsync(id.Required(), userId.Required(), upTo ?? long.MaxValue, cancellationToken).ConfigureAwait(false)
            ?? throw await AbsenceOfAsync(by, id, userId, cancellationToken).ConfigureAwait(false);
    }

    internal async Task<ReadState> MarkAsUnreadAsync(Acting? by, ConversationId id, UserId userId, CancellationToken cancellationToken)
    {
        CheckAlive(cancellationToken);
        if (by is { Permissions.MarkAsUnread: false })
            throw await RefusalAsync(by, id.Required(), "may not mark as unread", cancellationToken).ConfigureAwait(false);

        return await _store.MarkAsUnreadAsync(id.Required(), userId.Required(), cancellationToken).ConfigureAwait(false)
            ?? throw await AbsenceOfAsync(by, id, userId, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says why a user has no row: for themselves there is no such conversation, for the app they do not take part.</summary>
    private async Task<ConversationsException> AbsenceOfAsync(
        Acting? by, ConversationId id, UserId userId, CancellationToken cancellationToken) =>
        by is null && await FindAsync(null, id, cancellationToken).ConfigureAwait(false) is not null
            ? new ConversationAccessException(id, userId, "does not take part")
            : new ConversationNotFoundException(id);

    /// <summary>Says that a participant lacks a right; to who is none there is no such conversation.</summary>
    private async Task<ConversationsException> RefusalAsync(
        Acting by, ConversationId id, string reason, CancellationToken cancellationToken) =>
        await FindAsync(by, id, cancellationToken).ConfigureAwait(false) is not null
            ? new ConversationAccessException(id, by.UserId, reason)
            : new ConversationNotFoundException(id);

    /// <summary>Draws entries for their user, with one question for all whom the views name.</summary>
    private async Task<IReadOnlyList<InboxEntry>> DrawAsync(IReadOnlyList<StoredInboxEntry> entries, CancellationToken cancellationToken)
    {
        var named = entries.SelectMany(entry => (UserId[])
        [
            .. entry.FirstOthers,
            entry.Participant.UserId,
            ConversationView.NamedSenderOf(entry.Conversation) ?? entry.Participant.UserId,
        ]);
        var known = await users.FindAsync(named, cancellationToken).ConfigureAwait(false);
        return [.. entries.Select(entry => InboxEntry.Of(entry, known))];
    }

    private static ConversationFilter[] FiltersOf(ConversationQuery query)
    {
        ConversationFilter[] filters = [.. query.Filters ?? []];
        return Array.IndexOf(filters, null) < 0 ? filters : throw new ArgumentException("A filter is null.", nameof(query));
    }

    private static string ViewerOf(Acting? by) => by?.UserId.Value ?? "";

    private static string TextOf(ConversationFilter[] filters) =>
        string.Concat(filters.Select(filter => $"{filter.Text.Length}:{filter.Text}"));
}
