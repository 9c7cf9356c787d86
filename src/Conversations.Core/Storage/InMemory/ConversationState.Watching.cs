using Conversations.Decisions;

namespace Conversations.Storage.InMemory;

/// <content>When the conversation has changed, and who takes part in it.</content>
internal sealed partial class ConversationState
{
    /// <summary>The users who ceased to take part, with the version of that change.</summary>
    private readonly Dictionary<UserId, long> _ended = [];

    /// <summary>The time to which the places of all participants among their changed conversations were last moved.</summary>
    private DateTimeOffset? _changedAt;

    /// <summary>The version before the change that moved them.</summary>
    private long _changedAfter;

    internal ChangedConversation ToChanged(UserId userId, ChangedPlace place) =>
        new(userId, id, place.At, place.EndedBy ?? Version, _changedAfter, place.EndedBy is not null);

    /// <summary>Finds those of some users who take part, and those who ceased to do so after a version.</summary>
    internal List<WatchingMember> FindMembers(long after, IReadOnlyCollection<UserId> users)
    {
        var wanted = users as IReadOnlySet<UserId> ?? users.ToHashSet();
        var present = !Exists ? []
            : _members.PresentCount <= users.Count ? _members.Present.Select(row => row.UserId).Where(wanted.Contains)
            : users.Where(user => _members.FindPresent(user) is not null);
        var ended = _ended.Count <= users.Count ? _ended.Keys.Where(wanted.Contains) : users.Where(_ended.ContainsKey);
        return
        [
            .. present.Select(user => new WatchingMember(id, Version, _changedAfter, user, null)),
            .. ended.Where(user => _ended[user] > after).Select(user => new WatchingMember(id, Version, _changedAfter, user, _ended[user])),
        ];
    }

    /// <summary>Forgets that a user ceased to take part, at a time or at any.</summary>
    internal bool ForgetEnded(UserId userId, DateTimeOffset? at = null)
    {
        if ((at is { } ended && !changed.HasEnded(userId, id, ended)) || !_ended.Remove(userId))
            return false;

        changed.Remove(userId, id);
        return true;
    }

    /// <summary>Moves the places of all participants if that was not done within the last minute. Users who join get theirs in any case.</summary>
    private void MoveChanged(IReadOnlyList<ParticipantWrite> writes)
    {
        var now = changed.Now;
        foreach (var write in writes.Where(write => write.Joins))
        {
            // If the clock went back, the others stay at their time for longer, and so must the user who joins.
            _ended.Remove(write.UserId);
            Move(_members.FindPresent(write.UserId)!, now < _changedAt ? _changedAt.Value : now);
        }

        if (now - _changedAt <= ChangedWindow.MaxLag)
            return;

        (_changedAt, _changedAfter) = (now, Version - 1);
        foreach (var row in _members.Present)
            Move(row, now);
    }

    /// <summary>Lets the user's other devices find what they have not seen: how far the user has read.</summary>
    private void MoveOwn(MemberRow row)
    {
        var now = changed.Now;
        if (now - row.ChangedAt > ChangedWindow.MaxLag)
            Move(row, now);
    }

    private void Move(MemberRow row, DateTimeOffset at)
    {
        row.ChangedAt = at;
        changed.Set(row.UserId, id, at);
    }

    private void End(UserId userId)
    {
        _ended[userId] = Version;
        changed.Set(userId, id, changed.Now, Version);
    }
}
