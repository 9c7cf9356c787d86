namespace Conversations.Testing;

/// <summary>What a conversation must contain according to its log. A change that cannot follow the ones before it is a problem.</summary>
internal sealed class LogReplay
{
    private readonly HashSet<MessageId> _sent = [];
    private readonly bool _isPruned;

    private LogReplay(bool isPruned) => _isPruned = isPruned;

    /// <summary>Gets what the log contradicts itself in.</summary>
    internal List<string> Problems { get; } = [];

    internal long Version { get; private set; }

    /// <summary>Gets how many changes raised the settings version.</summary>
    internal long SettingsChanges { get; private set; }

    /// <summary>Gets the last sequence, or null if the log has no sent message.</summary>
    internal long? LastSequence { get; private set; }

    internal bool Exists { get; private set; }

    /// <summary>Gets the sequences of the messages that were sent and not deleted.</summary>
    internal Dictionary<MessageId, long> Messages { get; } = [];

    internal Dictionary<MessageId, int> Revisions { get; } = [];

    internal HashSet<(MessageId Message, UserId User, string Emoji)> Reactions { get; } = [];

    internal HashSet<UserId> Present { get; } = [];

    internal HashSet<UserId> Left { get; } = [];

    /// <summary>Gets the users whom an update of the conversation named, so that it is not known whether they take part.</summary>
    internal HashSet<UserId> Unclear { get; } = [];

    /// <summary>Replays a log.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="isPruned">Whether earlier changes are missing, because the conversation was deleted.</param>
    internal static LogReplay Of(IReadOnlyList<Change> changes, bool isPruned)
    {
        var replay = new LogReplay(isPruned);
        for (var i = 0; i < changes.Count; i++)
        {
            var expected = i == 0 && isPruned ? changes[0].Version : replay.Version + 1;
            if (changes[i].Version != expected)
                replay.Problems.Add($"The log has {changes[i].GetType().Name} with version {changes[i].Version}, where version {expected} must follow.");
            if (!replay.Exists && changes[i] is not ConversationCreated && !(i == 0 && isPruned && changes[i] is ConversationDeleted))
                replay.Problems.Add($"The log has {changes[i].GetType().Name} at version {changes[i].Version}, where the conversation does not exist.");

            replay.Version = changes[i].Version;
            replay.Apply(changes[i]);
        }

        return replay;
    }

    private void Apply(Change change)
    {
        if (change is not MessageChange)
            SettingsChanges++;

        switch (change)
        {
            case ConversationCreated created:
                Exists = true;
                Present.UnionWith(created.Participants);
                break;
            case ConversationDeleted:
                Exists = false;
                foreach (var users in (HashSet<UserId>[])[Present, Left, Unclear])
                    users.Clear();
                Messages.Clear();
                Revisions.Clear();
                Reactions.Clear();
                _sent.Clear();
                break;
            case ConversationUpdated updated:
                Unclear.UnionWith(updated.Participants);
                break;
            case ParticipantAdded { UserId: var user } added:
                Expect(Present.Add(user) || Unclear.Contains(user), added);
                Left.Remove(user);
                break;
            case ParticipantUpdated { UserId: var user } updated:
                Expect(Present.Contains(user) || Unclear.Contains(user), updated);
                break;
            case ParticipantRemoved { UserId: var user } removed:
                Expect(Present.Remove(user) || Unclear.Contains(user), removed);
                Left.Add(user);
                break;
            case MessageChange message:
                Apply(message);
                break;
        }
    }

    private void Apply(MessageChange change)
    {
        var id = change.MessageId;
        if (change is MessageSent)
        {
            Expect(_sent.Add(id), change);
            Expect(LastSequence is { } last ? change.Sequence == last + 1 : _isPruned || change.Sequence == 1, change);
            LastSequence = change.Sequence;
            Messages[id] = change.Sequence;
            Revisions[id] = 0;
            return;
        }

        Expect(Messages.TryGetValue(id, out var sequence) && sequence == change.Sequence, change);
        switch (change)
        {
            case MessageEdited edited:
                Expect(edited.Revision == Revisions.GetValueOrDefault(id) + 1, edited);
                Revisions[id] = edited.Revision;
                break;
            case MessageDeleted:
                Messages.Remove(id);
                Revisions.Remove(id);
                Reactions.RemoveWhere(reaction => reaction.Message == id);
                break;
            case ReactionAdded added:
                Expect(Reactions.Add((id, added.UserId, added.Emoji)), added);
                break;
            case ReactionRemoved removed:
                Expect(Reactions.Remove((id, removed.UserId, removed.Emoji)), removed);
                break;
        }
    }

    private void Expect(bool holds, Change change)
    {
        if (!holds)
            Problems.Add($"The log has a change that cannot follow those before it: {change}.");
    }
}
