using Conversations.Decisions;
using static Conversations.Decisions.CommitOutcome;

namespace Conversations.Storage.InMemory;

/// <content>Applies commits.</content>
internal sealed partial class ConversationState
{
    internal CommitOutcome Apply(Commit commit)
    {
        if (!Holds(commit))
            return Stale.Instance;

        if (commit.Message is { } draft && _messages.FindSlot(draft.Id, null) is { } slot)
            return new MessageExists(slot);

        var (change, sent) = (commit.Change, _head.MessageOf(commit));
        _head = _head.After(commit, sent);

        // Settings are mutable, and the commit belongs to the caller.
        if (commit.Settings is { } settings)
            _head = _head with { Settings = settings with { } };

        if (change is ConversationDeleted)
            Empty();

        foreach (var write in commit.Participants)
            SetParticipant(write, change.At);

        var message = change switch
        {
            MessageSent => Send(commit, sent!),
            MessageEdited edited => Edit(edited, commit.Content!),
            _ => null,
        };
        var sequence = message?.Sequence ?? change switch
        {
            MessageDeleted deleted => Delete(deleted),
            ReactionChange reaction => React(reaction),
            _ => 0,
        };
        if (change is ParticipantRemoved removed)
        {
            Unlist(_members.Remove(removed.UserId, removed.At, byApp: !removed.Left));
            End(removed.UserId);
        }

        if (change is NotificationTriggered triggered)
            _members.FindPresent(triggered.UserId)!.Notified = new(commit.Notified!.From, triggered.UpTo, change.At);

        SetMark();
        MoveChanged(commit.Participants);
        _log.Add(change, _head.Counters.Version, sequence);
        return new Stored(_head.Counters.Version, change is MessageSent ? message : null);
    }

    private bool Holds(Commit commit) =>
        CommitRules.HoldsForConversation(commit, exists: _head.Settings is not null, hasRemains: false, _head.Counters.SettingsVersion)
        && CommitRules.HoldsForUsers(commit, _members, static (members, user) => members.FindPresent(user)?.Access)
        && commit.Change switch
        {
            MessageSent => true,
            ParticipantRemoved removed => _members.FindPresent(removed.UserId) is not null,
            NotificationTriggered triggered =>
                _members.FindPresent(triggered.UserId) is { } row && (row.Notified?.UpTo ?? 0) == commit.Notified!.Previous,
            MessageChange about => _messages.Find(about.MessageId) is { } message && HoldsForMessage(commit, message),
            _ => true,
        };

    private bool HoldsForMessage(Commit commit, Message message) => CommitRules.HoldsForMessage(
        commit,
        message.Revision,
        commit.Preconditions.EmojiCount is null ? 0 : _messages.EmojiCount(message.Sequence),
        (_messages, message.Sequence),
        static (on, emoji, user) => user is { } reactor
            ? on._messages.HasReaction(on.Sequence, reactor, emoji)
            : on._messages.HasEmoji(on.Sequence, emoji));

    private void SetParticipant(ParticipantWrite write, DateTimeOffset at)
    {
        var row = _members.Set(write, at, _messages.LastSequence);
        if (write.Joins)
            List(row);
        else if (write.History is not null)
            Relist(row, row.Place);
    }

    private void Empty()
    {
        foreach (var row in _members.Present)
        {
            Unlist(row);
            End(row.UserId);
        }

        _indexedAt = null;
        _members = new(_head.Counters.PrecedingSequence, inboxes.Counter);
        _messages = new(_head.Counters.PrecedingSequence, inboxes.Counter);
        _log = new(_head.Counters.PrunedVersion, inboxes.Counter);
    }

    private Message Send(Commit commit, Message message)
    {
        _messages.Add(message, commit.Message!.Hash);
        if (message is { Origin: not MessageOrigin.Import, SenderId: { } sender })
        {
            var row = _members.FindPresent(sender)!;
            (row.ReadUpTo, row.IsMarkedUnread) = (message.Sequence, false);
        }

        UpdateInboxes(hasHidden: commit.Import is { } effects && _members.Apply(effects, _messages));
        return _messages.Complete(message, null, from: 1);
    }

    private long Delete(MessageDeleted change)
    {
        var sequence = _messages.Delete(change.MessageId);

        // Nobody loses their last visible message while a later one exists, because everyone sees the later messages.
        if (_messages.CountAfter(sequence) == 0)
            UpdateInboxes(hasHidden: true);

        return sequence;
    }

    private Message Edit(MessageEdited change, MessageContent content)
    {
        var message = content.ApplyTo(_messages.Find(change.MessageId)!, change);
        _messages.Replace(message);
        return message;
    }

    private long React(ReactionChange change)
    {
        var sequence = _messages.Find(change.MessageId)!.Sequence;
        if (change is ReactionAdded)
            _messages.AddReaction(sequence, new(change.UserId, change.Emoji, change.At, _head.Counters.Version));
        else
            _messages.RemoveReaction(sequence, change.UserId, change.Emoji);

        return sequence;
    }
}
