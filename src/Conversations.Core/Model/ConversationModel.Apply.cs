using Conversations.Storage;
using static Conversations.Storage.CommitOutcome;

namespace Conversations;

/// <content>What a commit does: the contract of <see cref="IConversationStore.CommitAsync"/> as a pure function.</content>
public sealed partial record ConversationModel
{
    /// <summary>Applies a commit, unless what it relied on no longer holds.</summary>
    /// <param name="commit">The commit, of this conversation.</param>
    /// <returns>The model afterwards, which is this one unless the commit was stored, and what became of the commit.</returns>
    /// <exception cref="ArgumentException">The commit is about another conversation.</exception>
    public (ConversationModel Next, CommitOutcome Outcome) Apply(Commit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        CheckIsOwn(commit.Change.ConversationId, nameof(commit));
        if (!Holds(commit))
            return (this, Stale.Instance);

        if (commit.Message is { } message && Slot(message.Id, null) is { } slot)
            return (this, new MessageExists(slot));

        var change = commit.Change with { Version = Version + 1 };
        var next = this with
        {
            Version = change.Version,
            SettingsVersion = SettingsVersion + (CommitRules.ChangesSettings(change) ? 1 : 0),
            Settings = commit.Settings ?? Settings,
        };

        next = next.Seat(commit);
        var (applied, logged, stored) = change switch
        {
            ConversationCreated => (next with { CreatedAt = change.At }, change, null),
            ConversationDeleted => (next.Emptied(), change, null),
            ParticipantRemoved removed => (next.Unseat(removed), change, null),
            MessageSent sent => next.Send(sent, commit.Message!),
            MessageEdited edited => next.Edit(edited, commit.Content!),
            MessageDeleted deleted => next.Delete(deleted),
            ReactionChange reaction => next.React(reaction),
            _ => (next, change, (Message?)null),
        };

        return (applied with { Log = applied.Log.Add(logged) }, new Stored(change.Version, stored));
    }

    private bool Holds(Commit commit)
    {
        var basis = commit.Basis;
        if (commit.Change is ConversationCreated == Settings is not null)
            return false;
        if (basis.SettingsVersion is { } version && version != SettingsVersion)
            return false;
        if (basis.Participant is { } user && !(IsSeenBy(user) && Memberships[user].Participant.Access == basis.Access))
            return false;
        if (commit.Seats.Any(seat => (Settings is not null && IsSeenBy(seat.UserId)) == seat.Joins))
            return false;

        return commit.Change switch
        {
            ParticipantRemoved removed => IsSeenBy(removed.UserId),
            MessageSent => true,
            MessageChange about => Slot(about.MessageId, null)?.Message is { } message && Holds(about, message, basis),
            _ => true,
        };
    }

    private bool Holds(MessageChange change, Message message, in Basis basis)
    {
        if (basis.Revision is { } revision && revision != message.Revision)
            return false;
        if (basis.EmojiCount is { } count && count != message.Reactions.Count)
            return false;
        if (basis.Emoji is { } emoji && !message.Reactions.Any(one => one.Emoji == emoji))
            return false;

        return change is not ReactionChange reaction
            || ReactorsOf(message.Sequence).Any(one => one.UserId == reaction.UserId && one.Emoji == reaction.Emoji) == reaction is ReactionRemoved;
    }

    private ConversationModel Seat(Commit commit) => this with
    {
        Memberships = Memberships.SetItems(commit.Seats.Select(seat =>
        {
            var joined = new Participant
            {
                UserId = seat.UserId,
                JoinedAt = commit.Change.At,
                JoinedAfter = LastSequence,
                ReadUpTo = LastSequence,
            };
            var participant = seat.Joins ? joined : Memberships[seat.UserId].Participant;
            return KeyValuePair.Create(seat.UserId, new Membership(participant with { Access = seat.Access, Notify = seat.Notify }));
        })),
    };

    private ConversationModel Unseat(ParticipantRemoved change) => this with
    {
        Memberships = Memberships.SetItem(change.UserId, Memberships[change.UserId] with { EndedAt = change.At, EndedByApp = !change.Left }),
    };

    private ConversationModel Emptied() =>
        new(Id) { Version = Version, SettingsVersion = SettingsVersion, LastSequence = LastSequence };

    private (ConversationModel, Change, Message?) Send(MessageSent change, NewMessage draft)
    {
        var sequence = LastSequence + 1;
        var message = draft.At(Id, sequence, LastActivityAt > change.At ? LastActivityAt.Value : change.At);
        var next = this with
        {
            LastSequence = sequence,
            LastActivityAt = LastActivityAt > message.CreatedAt ? LastActivityAt : message.CreatedAt,
            Messages = Messages.Add(sequence, message),
            Slots = Slots.Add(message.Id, new(sequence, message.SenderId, draft.Hash, null)),
            Memberships = draft.SenderId is { } sender && draft.Origin != MessageOrigin.Import
                ? Memberships.SetItem(sender, new(Memberships[sender].Participant with { ReadUpTo = sequence, IsMarkedUnread = false }))
                : Memberships,
        };
        return (next, change with { Sequence = sequence }, next.Complete(message, null));
    }

    private (ConversationModel, Change, Message?) Edit(MessageEdited change, MessageContent content)
    {
        var message = content.ApplyTo(Messages[Slots[change.MessageId].Sequence], change);
        return (this with { Messages = Messages.SetItem(message.Sequence, message) }, change with { Sequence = message.Sequence }, null);
    }

    private (ConversationModel, Change, Message?) Delete(MessageDeleted change)
    {
        var slot = Slots[change.MessageId];
        var next = this with
        {
            Messages = Messages.Remove(slot.Sequence),
            Slots = Slots.SetItem(change.MessageId, slot with { Hash = default }),
            Reactions = Reactions.RemoveAll(one => one.Sequence == slot.Sequence),
        };
        return (next, change with { Sequence = slot.Sequence }, null);
    }

    private (ConversationModel, Change, Message?) React(ReactionChange change)
    {
        var sequence = Slots[change.MessageId].Sequence;
        var reactions = change is ReactionAdded
            ? Reactions.Add((sequence, new(change.UserId, change.Emoji, change.At, change.Version)))
            : Reactions.RemoveAll(one => one.Sequence == sequence && one.Reactor.UserId == change.UserId && one.Reactor.Emoji == change.Emoji);
        return (this with { Reactions = reactions }, change with { Sequence = sequence }, null);
    }
}
