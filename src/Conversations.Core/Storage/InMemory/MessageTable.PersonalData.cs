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

            if (rewrite.ApplyTo(message) is { } rewritten)
                Replace(rewritten);
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

        foreach (var (sequence, reactors) in _reactors.Where(pair => pair.Value.Exists(one => one.UserId == userId)).ToList())
            _reactors[sequence] = [.. Reactors.Replace(reactors, userId, replacement, lastVersion)];
    }
}
