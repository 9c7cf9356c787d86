namespace Conversations.Storage.InMemory;

/// <content>Inboxes and read positions.</content>
internal sealed partial class ConversationRows
{
    /// <summary>The time to which the places in all inboxes were last moved; null = there was no message yet.</summary>
    private DateTimeOffset? _indexedAt;

    internal ReadState? MarkAsRead(UserId userId, long upTo)
    {
        if (_members.FindPresent(userId) is not { } row)
            return null;

        row.ReadUpTo = Math.Max(row.ReadUpTo, Math.Min(upTo, _messages.LastSequence));
        row.IsMarkedUnread = false;
        return StateOf(row);
    }

    internal ReadState? MarkAsUnread(UserId userId)
    {
        if (_members.FindPresent(userId) is not { } row)
            return null;

        row.IsMarkedUnread = true;
        return StateOf(row);
    }

    internal ReadState? ReadStateOf(UserId userId) => _members.FindPresent(userId) is { } row ? StateOf(row) : null;

    internal long ReadUpToByEveryone() => _members.Present.Min(row => row.ReadUpTo);

    /// <summary>Gives the true place in a user's inbox; null = not listed there.</summary>
    internal InboxPlace? PlaceFor(UserId userId, bool includeEmpty) =>
        _settings is not null && (includeEmpty || _messages.Count > 0) && _members.FindPresent(userId) is { } row ? PlaceOf(row) : null;

    internal StoredInboxEntry? ReadEntry(UserId userId)
    {
        if (!IsSeenBy(userId))
            return null;

        var (conversation, participant) = Read(userId);
        return new(
            conversation,
            participant!,
            _messages.CountAfter(participant!.ReadUpTo),
            _members.First(StoredInboxEntry.OtherCount, except: userId));
    }

    private ReadState StateOf(MemberRow row) => new(row.ReadUpTo, _messages.CountAfter(row.ReadUpTo), row.IsMarkedUnread);

    private InboxPlace PlaceOf(MemberRow row) => new(_lastActivityAt > row.JoinedAt ? _lastActivityAt.Value : row.JoinedAt, id);

    private void List(MemberRow row)
    {
        row.Place = PlaceOf(row);
        inboxes.Add(row.UserId, row.Place, isEmpty: _indexedAt is null);
    }

    private void Unlist(MemberRow row) => inboxes.Remove(row.UserId, row.Place);

    /// <summary>Moves the conversation up in all inboxes, unless that was done less than the greatest lag ago.</summary>
    private void MoveUp(DateTimeOffset at)
    {
        if (_indexedAt is { } indexedAt && at <= indexedAt + InboxWindow.MaxLag)
            return;

        foreach (var row in _members.Present)
        {
            var place = PlaceOf(row);
            if (_indexedAt is not null && place == row.Place)
                continue;

            inboxes.Find(row.UserId)!.Move(row.Place, place);
            row.Place = place;
        }

        _indexedAt = at;
    }
}
