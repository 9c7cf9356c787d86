using Conversations.Decisions;
using Conversations.Storage;

namespace Conversations;

/// <content>Lists inboxes and conversations, and reads and moves read positions.</content>
internal sealed partial class ConversationService
{
    private const int ConversationsPageSize = 20;

    internal Paged<InboxEntry> ListInboxAsync(UserId userId, ConversationQuery? query)
    {
        query ??= new();
        var filters = FiltersOf(query);
        return new(
            CursorScope.Of("inbox", userId.Required().Value, $"{query.IncludeEmpty}", CursorKeyOf(filters)),
            ConversationsPageSize,
            runner.Limits.MaxPageSize,
            async (place, size, cancellationToken) =>
            {
                runner.ThrowIfEnded(cancellationToken);
                var from = place is { } after ? new InboxPlace(Timestamp.FromMilliseconds(after.Number), ConversationId.FromStored(after.Id)) : (InboxPlace?)null;
                if (place is null && query.After is { } first)
                {
                    var entry = await store.FindEntryAsync(first.Required(), userId, cancellationToken).ConfigureAwait(false)
                        ?? throw new ConversationNotFoundException(first);
                    from = InboxPlace.Of(first, entry.Conversation.LastActivityAt, entry.Participant.JoinedAt);
                }

                var window = new InboxWindow
                {
                    UserId = userId,
                    After = from,
                    IncludeEmpty = query.IncludeEmpty,
                    Filter = filters.Length == 0 ? null : Holds,
                    Limit = size,
                };
                bool Holds(StoredInboxEntry entry)
                {
                    // A store gives up to 1,000 entries to the filters for one page.
                    cancellationToken.ThrowIfCancellationRequested();
                    return Array.TrueForAll(filters, filter => filter.Holds(entry.Conversation, entry));
                }

                var slice = await store.ListInboxAsync(window, cancellationToken).ConfigureAwait(false);
                var entries = await DrawAsync(slice.Entries, cancellationToken).ConfigureAwait(false);
                return (entries, slice.Next is { } next ? new Cursor(next.ActiveAt.ToUnixTimeMilliseconds(), next.Id.Value) : null);
            });
    }

    internal async Task<InboxEntry?> FindEntryAsync(ConversationId id, UserId userId, CancellationToken cancellationToken)
    {
        runner.ThrowIfEnded(cancellationToken);
        var stored = await store.FindEntryAsync(id.Required(), userId.Required(), cancellationToken).ConfigureAwait(false);
        return stored is null ? null : (await DrawAsync(new[] { stored }, cancellationToken).ConfigureAwait(false))[0];
    }

    internal Paged<Conversation> ListAsync(ConversationQuery? query)
    {
        query ??= new();
        var filters = FiltersOf(query);
        if (Array.Exists(filters, filter => filter.NeedsUser))
            throw new ArgumentException("The filters Unread, Access and Joined depend on a user, so they can filter an inbox only.", nameof(query));

        bool Holds(Conversation conversation) =>
            (query.IncludeEmpty || conversation.MessageCount > 0) && Array.TrueForAll(filters, filter => filter.Holds(conversation, null));

        return new(
            CursorScope.Of("conversations", $"{query.IncludeEmpty}", CursorKeyOf(filters)),
            ConversationsPageSize,
            runner.Limits.MaxPageSize,
            async (place, size, cancellationToken) =>
            {
                runner.ThrowIfEnded(cancellationToken);
                var found = new List<Conversation>();
                var after = place is { } cursor ? ConversationId.FromStored(cursor.Id) : query.After;
                var wanted = size + 1;
                for (var left = InboxWindow.MaxLookedAt; left > 0; left -= wanted, wanted *= 2)
                {
                    wanted = Math.Min(wanted, left);
                    var read = await store.ListConversationsAsync(after, wanted, cancellationToken).ConfigureAwait(false);
                    foreach (var conversation in read)
                    {
                        cancellationToken.ThrowIfCancellationRequested();
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

    internal Task<UnreadTotals> CountUnreadAsync(UserId userId, CancellationToken cancellationToken)
    {
        runner.ThrowIfEnded(cancellationToken);
        return store.CountUnreadAsync(userId.Required(), cancellationToken);
    }

    internal Task<ReadState?> FindReadStateAsync(ConversationId id, UserId userId, CancellationToken cancellationToken)
    {
        runner.ThrowIfEnded(cancellationToken);
        return store.FindReadStateAsync(id.Required(), userId.Required(), cancellationToken);
    }

    internal Task<long?> FindEveryoneReadUpToAsync(ActingUser? actor, ConversationId id, CancellationToken cancellationToken)
    {
        runner.ThrowIfEnded(cancellationToken);
        return store.FindEveryoneReadUpToAsync(id.Required(), actor?.UserId, cancellationToken);
    }

    internal async Task<ReadState> MarkAsReadAsync(
        ActingUser? actor, ConversationId id, UserId userId, long? upTo, CancellationToken cancellationToken)
    {
        runner.ThrowIfEnded(cancellationToken);
        if (upTo is { } sequence)
            ArgumentOutOfRangeException.ThrowIfNegative(sequence, nameof(upTo));

        return await MarkAsync(actor, id, userId, store.MarkAsReadAsync(id.Required(), userId.Required(), upTo ?? long.MaxValue, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
    }

    internal async Task<ReadState> MarkAsUnreadAsync(ActingUser? actor, ConversationId id, UserId userId, CancellationToken cancellationToken)
    {
        runner.ThrowIfEnded(cancellationToken);
        if (actor is { Permissions.MarkAsUnread: false })
            throw await RefusalAsync(actor, id.Required(), actor.UserId, "may not mark as unread", cancellationToken).ConfigureAwait(false);

        return await MarkAsync(actor, id, userId, store.MarkAsUnreadAsync(id.Required(), userId.Required(), cancellationToken), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Tells the watches of a state that was stored.</summary>
    private async Task<ReadState> MarkAsync(
        ActingUser? actor, ConversationId id, UserId userId, Task<ReadState?> marking, CancellationToken cancellationToken)
    {
        var state = await marking.ConfigureAwait(false) ?? throw await AbsenceOfAsync(actor, id, userId, cancellationToken).ConfigureAwait(false);
        watches.TellRead(id, userId, state);
        return state;
    }

    /// <summary>
    /// Returns the exception for a user who has no participant row. For a user who acts, the conversation does not exist. The app
    /// is told whether the conversation does not exist or the user does not take part.
    /// </summary>
    private Task<ConversationsException> AbsenceOfAsync(ActingUser? actor, ConversationId id, UserId userId, CancellationToken cancellationToken) =>
        actor is null
            ? RefusalAsync(null, id, userId, "does not take part", cancellationToken)
            : Task.FromResult<ConversationsException>(new ConversationNotFoundException(id));

    /// <summary>
    /// Returns the exception for a user who lacks a permission or does not take part. If the conversation does not exist for the
    /// actor, that is the exception.
    /// </summary>
    private async Task<ConversationsException> RefusalAsync(
        ActingUser? actor, ConversationId id, UserId userId, string reason, CancellationToken cancellationToken) =>
        await FindAsync(actor, id, cancellationToken).ConfigureAwait(false) is not null
            ? new ConversationAccessException(id, userId, reason)
            : new ConversationNotFoundException(id);

    /// <summary>Creates the entries as their user sees them. All users whom the views name are looked up together.</summary>
    private async Task<IReadOnlyList<InboxEntry>> DrawAsync(IReadOnlyList<StoredInboxEntry> entries, CancellationToken cancellationToken)
    {
        var named = entries.SelectMany(entry => (UserId[])
        [
            .. entry.FirstOthers,
            entry.Participant.UserId,
            ConversationView.NamedSenderOf(entry.Conversation) ?? entry.Participant.UserId,
        ]);
        var known = await users.FindAsync(named, cancellationToken).ConfigureAwait(false);
        return
        [
            .. entries.Select(entry =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                return InboxEntry.Of(entry, known);
            }),
        ];
    }

    private static ConversationFilter[] FiltersOf(ConversationQuery query)
    {
        ConversationFilter[] filters = [.. query.Filters ?? []];
        return Array.IndexOf(filters, null) < 0 ? filters : throw new ArgumentException("A filter is null.", nameof(query));
    }

    private static string CursorKeyOf(ConversationFilter[] filters) =>
        string.Concat(filters.Select(filter => $"{filter.CursorKey.Length}:{filter.CursorKey}"));
}
