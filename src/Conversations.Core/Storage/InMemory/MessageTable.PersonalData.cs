namespace Conversations.Storage.InMemory;

/// <content>Finds and replaces what is stored about one user.</content>
internal sealed partial class MessageTable
{
    internal bool Names(UserId userId) =>
        Between(_precedingSequence + 1, LastSequence, descending: false)
            .Any(message => message.SenderId == userId || MentionTraces.Contains(message.Text, userId))
        || _tombstones.ContainsValue(userId)
        || _reactors.Values.Any(reactors => reactors.Exists(one => one.UserId == userId));

    internal IEnumerable<Reactor> ReactionsOf(UserId userId) =>
        _reactors.Values.SelectMany(reactors => reactors).Where(one => one.UserId == userId).OrderBy(one => one.Version);

    internal bool Rewrite(IReadOnlyList<MessageRewrite> rewrites)
    {
        var areAllWritten = true;
        foreach (var rewrite in rewrites)
        {
            // The message may be one of an earlier conversation with this id, which was deleted after the caller read it.
            if (Between(rewrite.Sequence, rewrite.Sequence, descending: false).SingleOrDefault() is not { } message)
                continue;

            if (message.Revision == rewrite.Revision)
                Replace(message with { Text = rewrite.Content.Text, Custom = rewrite.Content.Custom });
            else
                areAllWritten = false;
        }

        return areAllWritten;
    }

    internal IEnumerable<Message> SentBy(UserId senderId, long after, long upTo) =>
        Between(after + 1, upTo, descending: false).Where(message => message.SenderId == senderId);

    /// <summary>Replaces the user in messages up to a sequence and in reactions up to a version.</summary>
    internal void ReplaceUser(UserId userId, UserId replacement, long lastSequence, long lastVersion)
    {
        foreach (var message in SentBy(userId, after: 0, lastSequence))
            Replace(message with { SenderId = replacement });

        foreach (var sequence in _tombstones.Where(pair => pair.Value == userId && pair.Key <= lastSequence).Select(pair => pair.Key).ToList())
            _tombstones[sequence] = replacement;

        foreach (var reactors in _reactors.Values)
            ReplaceReactor(reactors, userId, replacement, lastVersion);
    }

    /// <summary>Replaces the user in the reactions to one message. If the replacement has the same reaction, the earlier one stays.</summary>
    private static void ReplaceReactor(List<Reactor> reactors, UserId userId, UserId replacement, long lastVersion)
    {
        foreach (var own in reactors.Where(one => one.UserId == userId && one.Version <= lastVersion).ToList())
        {
            var other = reactors.Find(one => one.UserId == replacement && one.Emoji == own.Emoji);
            if (other is not null && other.Version < own.Version)
            {
                reactors.Remove(own);
                continue;
            }

            if (other is not null)
                reactors.Remove(other);

            reactors[reactors.IndexOf(own)] = own with { UserId = replacement };
        }
    }
}
