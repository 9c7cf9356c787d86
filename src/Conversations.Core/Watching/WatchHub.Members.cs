using Conversations.Storage;

namespace Conversations;

/// <content>Gives changes to those who watch all of their conversations.</content>
internal sealed partial class WatchHub
{
    private GivenRange? Given(WatchedConversation watched) => watched.Given is { } given && given.Epoch == Volatile.Read(ref _epoch) ? given : null;

    /// <summary>
    /// Finds out which of the users who watch take part in the conversations, and leaves out conversations in which none does: these are most of those that other
    /// users change.
    /// </summary>
    private async Task<List<WatchGroup>> WithMembersAsync(IWatchStore store, WatchGroup[] batch, CancellationToken cancellationToken)
    {
        var asked = batch.Where(group => group.Members is not null).ToDictionary(group => group.Range.ConversationId);
        var groups = batch.Where(group => group.Members is null).ToList();
        if (asked.Count == 0)
            return groups;

        var (epoch, lastNumber, found) = await FindMembersAsync(store, [.. asked.Values.Select(group => group.Range)], cancellationToken).ConfigureAwait(false);
        var isLate = IsLate;
        foreach (var members in found.GroupBy(member => member.ConversationId))
        {
            asked.Remove(members.Key, out var group);
            var (watched, head) = (group!.Watched, members.First());
            (watched.IsSuspect, watched.IsBehind) = (false, false);
            if (watched.Given is not { } given || given.Epoch != epoch)
            {
                // Everything that was stored within the last minute may not have been given yet, and nothing before.
                var from = isLate ? head.Version : head.ChangedAfter;
                watched.Given = given = new(epoch, from, from);
                if (isLate)
                    Resync(members.Where(member => member.EndedBy is null));
            }

            List<WatchingMember> concerned = [.. members.Where(member => !(member.EndedBy <= given.UpTo))];
            if (concerned.Count == 0)
                watched.Given = new(epoch, given.From, head.Version);
            else if (head.Version > given.UpTo)
                groups.Add(new(watched, new(members.Key, given.UpTo, SliceSize), [], concerned, lastNumber));
        }

        foreach (var group in asked.Values)
            Leave(group);

        return groups;
    }

    /// <summary>Finds members. A user who begins to watch meanwhile is not among them, and waits for the end.</summary>
    private async Task<(int Epoch, long LastNumber, IReadOnlyList<WatchingMember> Members)> FindMembersAsync(
        IWatchStore store, DeliveryRange[] ranges, CancellationToken cancellationToken)
    {
        var finding = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        HashSet<UserId> users;
        int epoch;
        long lastNumber;
        lock (_lock)
            (users, epoch, lastNumber, _finding) = (_watchingUsers ??= [.. _users.Keys], _epoch, _lastNumber, finding.Task);

        try
        {
            return (epoch, lastNumber, await store.FindMembersAsync(ranges, users, cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            finding.SetResult();
        }
    }

    /// <summary>Notes that no user who watches takes part in a conversation.</summary>
    private void Leave(WatchGroup group)
    {
        group.Watched.Given = null;
        group.Watched.IsBehind = false;
        lock (_lock)
        {
            if (group.Watched.Watchers.Count > 0)
                return;

            // A change that comes now makes a new entry.
            group.Watched.IsSuspect = false;
            _watched.TryRemove(new(group.Range.ConversationId, group.Watched));
        }
    }

    /// <summary>Gives the changes of a conversation to its members, up to the version as of which they are members.</summary>
    private void GiveMembers(WatchGroup group, DeliveryContent content, Dictionary<(ConversationId, UserId), WatchingViewer?> viewers)
    {
        var (id, head) = (group.Range.ConversationId, group.Members![0].Version);
        if (content.Changes is { IsPruned: true, Changes: not [ConversationDeleted, ..] })
        {
            group.Watched.Given = new(group.Watched.Given!.Epoch, head, head);
            Resync(group.Members);
            return;
        }

        foreach (var member in group.Members)
        {
            var events = ViewerChanges.OfMember(member, viewers.GetValueOrDefault((id, member.UserId)), content, head);
            foreach (var watcher in _users.GetValueOrDefault(member.UserId) ?? [])
            {
                if (watcher.Number > group.LastNumber || watcher.TryDefer(ChangedOf(member)))
                    continue;

                foreach (var (version, one) in events)
                {
                    if (version <= watcher.ToldUpTo(id))
                        continue;

                    watcher.Give(one);
                    if (member.EndedBy is not null)
                        watcher.TryTell(ChangedOf(member), version);
                }
            }
        }

        var given = group.Watched.Given!;
        group.Watched.Given = new(given.Epoch, given.From, Math.Min(content.UpTo, head));
        if (content.Changes.Changes.Count == SliceSize)
        {
            group.Watched.IsBehind = true;
            Queue(id);
        }
    }

    /// <summary>Tells members that the conversation has changed, or that they ceased to take part, if they do not know it.</summary>
    private void Resync(IEnumerable<WatchingMember> members)
    {
        foreach (var member in members)
            Tell(_users.GetValueOrDefault(member.UserId) ?? [], ChangedOf(member), member.EndedBy ?? member.Version);
    }

    private ChangedConversation ChangedOf(WatchingMember member) => new(
        member.UserId, member.ConversationId, _coveredTo ?? default, member.EndedBy ?? member.Version, member.ChangedAfter, member.EndedBy is not null);
}
