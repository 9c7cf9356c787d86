using Conversations.Decisions;

namespace Conversations.Storage.InMemory;

/// <content>Finds and replaces what is stored about one user.</content>
internal sealed partial class ConversationState
{
    private const int DeletedAtOnce = 1_000;

    internal bool Names(UserId userId) =>
        _members.Find(userId) is not null || _ended.ContainsKey(userId) || _messages.Names(userId) || _log.Names(userId)
        || (_head.Settings is not null && MentionTraces.Contains(_head.Settings, userId));

    internal bool IsPresent(UserId userId) => _head.Settings is not null && _members.FindPresent(userId) is not null;

    internal List<Reactor> ReactionsOf(UserId userId, long afterVersion, int limit) =>
        [.. _messages.ReactionsOf(userId).Where(one => one.Version > afterVersion).Take(limit)];

    internal bool Rewrite(IReadOnlyList<MessageRewrite> rewrites) => _messages.Rewrite(rewrites);

    /// <summary>Deletes the first messages of a sender in a range, each by a change of its own.</summary>
    internal DeletedUpTo DeleteMessagesOf(UserId senderId, long after, long upTo, DateTimeOffset at)
    {
        var messages = _messages.SentBy(senderId, after, upTo).Take(DeletedAtOnce).ToList();
        foreach (var message in messages)
            Apply(new Commit { Change = new MessageDeleted { ConversationId = id, At = at, MessageId = message.Id } });

        return new(messages.Count, messages.Count == 0 ? after : messages[^1].Sequence);
    }

    internal void ReplaceUser(UserId userId, UserId replacement, long upTo)
    {
        _messages.ReplaceUser(userId, replacement, _log.LastSequenceAt(upTo), upTo);
        _log.Replace(userId, replacement, upTo);
        if (!_log.HasMembershipOf(userId, after: upTo))
            _members.Forget(userId);
        if (_ended.TryGetValue(userId, out var endedBy) && (endedBy <= upTo || endedBy <= _log.Preceding))
            ForgetEnded(userId);
    }
}
