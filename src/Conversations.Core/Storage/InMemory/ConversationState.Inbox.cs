namespace Conversations.Storage.InMemory;

/// <content>Inboxes and read positions.</content>
internal sealed partial class ConversationState
{
    /// <summary>The time to which the places in all inboxes were last moved, or null if there was no message yet.</summary>
    private DateTimeOffset? _indexedAt;

    /// <summary>The number of participants who see no message.</summary>
    private int _unlisted;

    internal ReadState? MarkAsRead(UserId userId, long upTo)
    {
        if (_members.FindPresent(userId) is not { } row)
            return null;

        row.ReadUpTo = Math.Max(row.ReadUpTo, Math.Min(upTo, _messages.LastSequence));
        row.IsMarkedUnread = false;
        MoveOwn(row);
        return StateOf(row);
    }

    internal ReadState? MarkAsUnread(UserId userId)
    {
        if (_members.FindPresent(userId) is not { } row)
            return null;

        row.IsMarkedUnread = true;
        MoveOwn(row);
        return StateOf(row);
    }

    internal ReadState? ReadStateOf(UserId userId) => _members.FindPresent(userId) is { } row ? StateOf(row) : null;

    internal long ReadUpToByEveryone() => _members.Present.Min(row => row.ReadUpTo);

    /// <summary>Returns the true place in a user's inbox, or null if the conversation is not listed there.</summary>
    internal InboxPlace? PlaceFor(UserId userId, bool includeEmpty) =>
        FindListed(userId, includeEmpty) is { } row ? PlaceOf(row) : null;

    internal StoredInboxEntry? ReadEntry(UserId userId, bool includeEmpty)
    {
        if (FindListed(userId, includeEmpty) is not { } row)
            return null;

        var read = Read(userId);
        return new(
            read.Conversation,
            read.Viewer!,
            _messages.CountAfter(row.UnreadAfter),
            _members.First(StoredInboxEntry.OtherCount, except: userId));
    }

    internal WatchingViewer? ReadViewer(ViewerKey key) => FindListed(key.UserId, includeEmpty: true) is not { } row ? null : new(
        ReadParticipant(key.UserId)!,
        _messages.CountAfter(row.UnreadAfter),
        [.. key.Reacted.SelectMany(sequence => _messages.ReactorsOf(sequence).Where(one => one.UserId == key.UserId).Select(one => (sequence, one.Emoji)))]);

    /// <summary>Returns the read state of a user who sees a message, or null for all other users.</summary>
    internal ReadState? ReadStateOfListed(UserId userId) => FindListed(userId, includeEmpty: false) is { } row ? StateOf(row) : null;

    private MemberRow? FindListed(UserId userId, bool includeEmpty) =>
        _head.Settings is not null && _members.FindPresent(userId) is { } row && (includeEmpty || row.IsListed) ? row : null;

    private ReadState StateOf(MemberRow row) => new(row.ReadUpTo, _messages.CountAfter(row.UnreadAfter), row.IsMarkedUnread);

    private InboxPlace PlaceOf(MemberRow row) => InboxPlace.Of(id, _head.Counters.LastActivityAt, row.JoinedAt);

    private bool IsVisible(MemberRow row) => _messages.CountAfter(row.VisibleFrom - 1) > 0;

    private void List(MemberRow row)
    {
        (row.Place, row.IsListed) = (PlaceOf(row), IsVisible(row));
        _unlisted += row.IsListed ? 0 : 1;
        inboxes.Add(row.UserId, row.Place, isEmpty: !row.IsListed);
    }

    private void Unlist(MemberRow row)
    {
        _unlisted -= row.IsListed ? 0 : 1;
        inboxes.Remove(row.UserId, row.Place);
    }

    private void Relist(MemberRow row, InboxPlace place)
    {
        var isListed = IsVisible(row);
        if (place == row.Place && isListed == row.IsListed)
            return;

        inboxes.Find(row.UserId)!.Move(row.Place, place, isEmpty: !isListed);
        _unlisted += (row.IsListed ? 1 : 0) - (isListed ? 1 : 0);
        (row.Place, row.IsListed) = (place, isListed);
    }

    /// <summary>
    /// Moves the conversation up in all inboxes if the last move lies more than <see cref="InboxWindow.MaxLag"/> back, and lists it
    /// for exactly the participants who see a message.
    /// </summary>
    /// <param name="hasHidden">Whether a participant may see no message now who saw one before.</param>
    private void UpdateInboxes(bool hasHidden)
    {
        var movesUp = _head.Counters.LastActivityAt is not null && !(_head.Counters.LastActivityAt - _indexedAt <= InboxWindow.MaxLag);
        if (!movesUp && !hasHidden && _unlisted == 0)
            return;

        foreach (var row in _members.Present)
            Relist(row, movesUp ? PlaceOf(row) : row.Place);

        if (movesUp)
            _indexedAt = _head.Counters.LastActivityAt;
    }
}
