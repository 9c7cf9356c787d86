using Conversations.Storage;

namespace Conversations;

/// <content>Gives changes to those who watch all of their conversations.</content>
internal sealed partial class WatchHub
{
    private (int Epoch, long From, long UpTo)? Given(WatchedConversation watched) =>
        watched.Given is { } given && given.Epoch == Volatile.Read(ref _epoch) ? given : null;

    /// <summary>
    /// Finds out which of the users who watch take part in the conversations, and leaves out conversations in which none does: these are most of those that other
    /// users change.
    /// </summary>
    private async Task<List<WatchGroup>> WithMembersAsync(IWatchStore store, WatchGroup[] batch, CancellationToken cancellationToken)
    {
        var asked = batch.Where(group => group.Members is not null).ToDictionary(group => group.Range.ConversationId);
        UserId[] users = [.. _users.Keys];
        var groups = batch.Where(group => group.Members is null).ToList();
        if (asked.Count == 0)
            return groups;

        var (epoch, isLate) = (Volatile.Read(ref _epoch), IsLate);
        var found = await store.FindMembersAsync([.. asked.Values.Select(group => group.Range)], users, cancellationToken).ConfigureAwait(false);
        foreach (var members in found.GroupBy(member => member.ConversationId))
        {
            asked.Remove(members.Key, out var group);
            var (watched, head) = (group!.Watched, members.First());
            (watched.ReadAt, watched.IsSuspect, watched.IsBehind) = (time.GetTimestamp(), false, false);
            if (Given(watched) is not { } given)
            {
                // Everything that was stored within the last minute may not have been given yet, and nothing before.
                var from = isLate ? head.Version : head.ChangedAfter;
                given = (epoch, from, from);
                watched.Give(epoch, from, from);
                if (isLate)
                    Resync(members);
            }

            List<WatchingMember> concerned = [.. members.Where(member => !(member.EndedBy <= given.UpTo))];
            if (concerned.Count == 0)
                watched.Give(epoch, given.From, head.Version);
            else if (head.Version > given.UpTo)
                groups.Add(new(watched, new(members.Key, given.UpTo, SliceSize), [], concerned));
        }

        foreach (var group in asked.Values)
        {
            group.Watched.Forget();
            (group.Watched.IsBehind, group.Watched.IsSuspect) = (false, group.Watched.IsSuspect && group.Watched.Watchers.Count > 0);
        }

        return groups;
    }

    /// <summary>Gives the changes of a conversation to its members, up to the version as of which they are members.</summary>
    private void GiveMembers(WatchGroup group, DeliveryContent content, Dictionary<(ConversationId, UserId), WatchingViewer?> viewers)
    {
        var (id, head) = (group.Range.ConversationId, group.Members![0].Version);
        if (content.Changes is { IsPruned: true, Changes: not [ConversationDeleted, ..] })
        {
            group.Watched.Give(_epoch, head, head);
            Resync(group.Members);
            return;
        }

        foreach (var member in group.Members)
        {
            var events = ViewerChanges.OfMember(member, viewers.GetValueOrDefault((id, member.UserId)), content, head);
            foreach (var watcher in _users.GetValueOrDefault(member.UserId) ?? [])
            {
                foreach (var (version, one) in events)
                {
                    if (version <= watcher.ToldUpTo(id))
                        continue;

                    watcher.Give(one);
                    if (member.EndedBy is not null)
                        watcher.TryTell(new(member.UserId, id, _coveredTo ?? default, version, 0, hasEnded: true), version);
                }
            }
        }

        var upTo = Math.Min(content.UpTo, head);
        group.Watched.Give(_epoch, group.Range.After, upTo);
        if (content.Changes.Changes.Count == SliceSize)
        {
            group.Watched.IsBehind = true;
            Queue(id);
        }
    }

    /// <summary>Tells members that the conversation has changed, if they do not know it.</summary>
    private void Resync(IEnumerable<WatchingMember> members)
    {
        foreach (var member in members.Where(member => member.EndedBy is null))
        {
            var changed = new ChangedConversation(
                member.UserId, member.ConversationId, _coveredTo ?? default, member.Version, member.ChangedAfter, hasEnded: false);
            Tell(_users.GetValueOrDefault(member.UserId) ?? [], changed, member.Version);
        }
    }
}
