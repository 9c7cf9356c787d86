using static Conversations.Storage.CommitOutcome;

namespace Conversations.Storage.InMemory;

/// <content>Applying commits.</content>
internal sealed partial class ConversationRows
{
    internal CommitOutcome Apply(Commit commit)
    {
        if (!Holds(commit))
            return Stale.Instance;

        if (commit.Message is { } draft && _messages.FindSlot(draft.Id, null) is { } slot)
            return new MessageExists(slot);

        var change = commit.Change;
        if (change is ConversationDeleted)
            Empty();

        _settings = commit.Settings ?? _settings;
        foreach (var seat in commit.Seats)
            Seat(seat, change.At);

        var message = change switch
        {
            MessageSent => Send(commit.Message!, change.At),
            MessageEdited edited => Edit(edited, commit.Content!),
            _ => null,
        };
        var sequence = message?.Sequence ?? change switch
        {
            MessageDeleted deleted => _messages.Delete(deleted.MessageId),
            ReactionChange reaction => React(reaction),
            _ => 0,
        };
        if (change is ConversationCreated)
            _createdAt = change.At;
        else if (change is ParticipantRemoved removed)
            Unlist(_members.Unseat(removed.UserId, removed.At, byApp: !removed.Left));

        _version++;
        if (CommitRules.ChangesSettings(change))
            _settingsVersion++;

        _log.Add(change, _version, sequence);
        return new Stored(_version, change is MessageSent ? message : null);
    }

    private bool Holds(Commit commit)
    {
        var basis = commit.Basis;
        if (commit.Change is ConversationCreated == _settings is not null)
            return false;
        if (basis.SettingsVersion is { } version && version != _settingsVersion)
            return false;
        if (basis.Participant is { } user && _members.FindPresent(user)?.Access != basis.Access)
            return false;
        foreach (var seat in commit.Seats)
        {
            if (_members.FindPresent(seat.UserId) is null != seat.Joins)
                return false;
        }

        return commit.Change switch
        {
            MessageSent => true,
            ParticipantRemoved removed => _members.FindPresent(removed.UserId) is not null,
            MessageChange about => _messages.Find(about.MessageId) is { } message && Holds(about, message, basis),
            _ => true,
        };
    }

    private bool Holds(MessageChange change, Message message, in Basis basis)
    {
        if (basis.Revision is { } revision && revision != message.Revision)
            return false;
        if (basis.EmojiCount is { } count && count != _messages.EmojiCount(message.Sequence))
            return false;
        if (basis.Emoji is { } emoji && !_messages.HasEmoji(message.Sequence, emoji))
            return false;

        return change is not ReactionChange reaction
            || _messages.HasReaction(message.Sequence, reaction.UserId, reaction.Emoji) == reaction is ReactionRemoved;
    }

    private void Seat(Seat seat, DateTimeOffset at)
    {
        var row = _members.Seat(seat, at, _messages.LastSequence);
        if (seat.Joins)
            List(row);
    }

    private void Empty()
    {
        foreach (var row in _members.Present)
            Unlist(row);

        _indexedAt = null;
        _settings = null;
        _lastActivityAt = null;
        _members = new();
        _messages = new(_messages.LastSequence);
        _log = new(_version);
    }

    private Message Send(NewMessage draft, DateTimeOffset at)
    {
        var message = _messages.Add(draft, id, _lastActivityAt > at ? _lastActivityAt.Value : at);
        if (!(_lastActivityAt > message.CreatedAt))
            _lastActivityAt = message.CreatedAt;

        if (draft.SenderId is { } sender && draft.Origin != MessageOrigin.Import)
        {
            var row = _members.FindPresent(sender)!;
            (row.ReadUpTo, row.IsMarkedUnread) = (message.Sequence, false);
        }

        MoveUp(message.CreatedAt);

        return _messages.Complete(message, null);
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
            _messages.AddReaction(sequence, new(change.UserId, change.Emoji, change.At, _version + 1));
        else
            _messages.RemoveReaction(sequence, change.UserId, change.Emoji);

        return sequence;
    }
}
