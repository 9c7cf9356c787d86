namespace Conversations.Storage.InMemory;

/// <content>What is held about one user.</content>
internal sealed partial class MessageRows
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
            if (RowAt(rewrite.Sequence).Message is not { } message)
                continue;

            if (message.Revision == rewrite.Revision)
                Replace(message with { Text = rewrite.Content.Text, Custom = rewrite.Content.Custom });
            else
                areAllWritten = false;
        }

        return areAllWritten;
    }

    internal void ReplaceUser(UserId userId, UserId replacement)
    {
        foreach (var message in Between(_precedingSequence + 1, LastSequence, descending: false))
        {
            if (message.SenderId == userId)
                Replace(message with { SenderId = replacement });
        }

        foreach (var sequence in _tombstones.Where(pair => pair.Value == userId).Select(pair => pair.Key).ToList())
            _tombstones[sequence] = replacement;

        foreach (var reactors in _reactors.Values)
        {
            for (var i = 0; i < reactors.Count; i++)
                reactors[i] = reactors[i].UserId == userId ? reactors[i] with { UserId = replacement } : reactors[i];
        }
    }
}
