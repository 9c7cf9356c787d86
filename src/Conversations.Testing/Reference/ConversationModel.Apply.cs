using System.Collections.Immutable;
using Conversations.Storage;
using static Conversations.Decisions.CommitOutcome;

namespace Conversations.Decisions;

/// <content>Applies commits: the contract of <see cref="IConversationStore.CommitAsync"/> as a pure function.</content>
public sealed partial record ConversationModel
{
    /// <summary>Applies a commit if its preconditions hold.</summary>
    /// <param name="commit">A commit of this conversation.</param>
    /// <returns>The model afterwards and the outcome of the commit. If the commit is not stored, the model is this one.</returns>
    /// <exception cref="ArgumentNullException">The commit is null.</exception>
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
            SettingsVersion = SettingsVersion + (commit.ChangesSettings ? 1 : 0),
            Settings = commit.Settings is { } settings ? settings with { } : Settings,
        };

        next = next.SetParticipants(commit);
        var (applied, logged, stored) = change switch
        {
            ConversationCreated => (next with { CreatedAt = change.At }, change, null),
            ConversationDeleted => (next.Emptied(), change, null),
            ParticipantRemoved removed => (next.RemoveParticipant(removed), change, null),
            MessageSent sent => next.Send(sent, commit.Message!, commit.Import),
            MessageEdited edited => next.Edit(edited, commit.Content!),
            MessageDeleted deleted => next.Delete(deleted),
            ReactionChange reaction => next.React(reaction),
            _ => (next, change, (Message?)null),
        };

        return (applied with { Log = applied.Log.Add(logged) }, new Stored(change.Version, stored));
    }

    private bool Holds(Commit commit)
    {
        var preconditions = commit.Preconditions;
        if (commit.Change is ConversationCreated == Settings is not null)
            return false;
        if (preconditions.SettingsVersion is { } version && version != SettingsVersion)
            return false;
        if (preconditions.Participant is { } user && !(IsSeenBy(user) && Memberships[user].Participant.Access == preconditions.Access))
            return false;
        if (commit.Participants.Any(write => IsSeenBy(write.UserId) == write.Joins))
            return false;

        return commit.Change switch
        {
            ParticipantRemoved removed => IsSeenBy(removed.UserId),
            NotificationTriggered triggered => IsSeenBy(triggered.UserId),
            MessageSent => true,
            MessageChange about => Slot(about.MessageId, null)?.Message is { } message && Holds(about, message, preconditions),
            _ => true,
        };
    }

    private bool Holds(MessageChange change, Message message, in Preconditions preconditions)
    {
        if (preconditions.Revision is { } revision && revision != message.Revision)
            return false;
        if (preconditions.EmojiCount is { } count && count != message.Reactions.Count)
            return false;
        if (preconditions.Emoji is { } emoji && !message.Reactions.Any(one => one.Emoji == emoji))
            return false;
        if (preconditions.AbsentEmoji is { } absent && message.Reactions.Any(one => absent.Contains(one.Emoji)))
            return false;

        return change is not ReactionChange reaction
            || ReactorsOf(message.Sequence).Any(one => one.UserId == reaction.UserId && one.Emoji == reaction.Emoji) == reaction is ReactionRemoved;
    }

    private ConversationModel SetParticipants(Commit commit) => this with
    {
        Memberships = Memberships.SetItems(commit.Participants.Select(write =>
        {
            var joined = new Participant
            {
                UserId = write.UserId,
                JoinedAt = commit.Change.At,
                JoinedAfter = LastSequence,
                ReadUpTo = LastSequence,
            };
            var participant = write.Joins ? joined : Memberships[write.UserId].Participant;
            return KeyValuePair.Create(write.UserId, new Membership(participant with
            {
                Access = write.Access,
                Notify = write.Notify,
                VisibleFrom = write.History?.Resolve(LastSequence) ?? participant.VisibleFrom,
            }));
        })),
    };

    private ConversationModel RemoveParticipant(ParticipantRemoved change) => this with
    {
        Memberships = Memberships.SetItem(change.UserId, new(Memberships[change.UserId].Participant, change.At, !change.Left)),
    };

    private ConversationModel Emptied() =>
        new(Id) { Version = Version, SettingsVersion = SettingsVersion, LastSequence = LastSequence, BeganAfter = LastSequence };

    private (ConversationModel, Change, Message?) Send(MessageSent change, NewMessage draft, ImportEffects? import)
    {
        var sequence = LastSequence + 1;
        var message = draft.At(Id, sequence, LastSentAt > change.At ? LastSentAt.Value : change.At);
        var next = this with
        {
            LastSequence = sequence,
            LastActivityAt = LastActivityAt > message.CreatedAt ? LastActivityAt : message.CreatedAt,
            LastSentAt = draft.Origin == MessageOrigin.Import ? LastSentAt : message.CreatedAt,
            Messages = Messages.Add(sequence, message),
            Slots = Slots.Add(message.Id, new(sequence, message.SenderId, draft.Hash, null)),
            Memberships = draft.SenderId is { } sender && draft.Origin != MessageOrigin.Import
                ? Memberships.SetItem(sender, new(Memberships[sender].Participant with { ReadUpTo = sequence, IsMarkedUnread = false }))
                : Imported(import, sequence),
        };
        return (next, change with { Sequence = sequence }, next.Complete(message, null));
    }

    private ImmutableDictionary<UserId, Membership> Imported(ImportEffects? effects, long sequence) => effects is null ? Memberships : Memberships.SetItems(
        Memberships.Select(pair =>
        {
            var (membership, participant) = (pair.Value, pair.Value.Participant);
            var hides = effects.HidesFromOthers && HidesHistory(participant);
            var readFrom = Math.Max(participant.ReadUpTo + 1, effects.HidesFromOthers ? 1 : participant.VisibleFrom);
            var reads = effects.KeepsRead && membership.IsPresent && !Messages.Keys.Any(existing => existing >= readFrom);
            var next = participant with
            {
                VisibleFrom = hides ? sequence + 1 : participant.VisibleFrom,
                ReadUpTo = reads ? sequence : participant.ReadUpTo,
            };
            return KeyValuePair.Create(pair.Key, new Membership(next, membership.EndedAt, membership.EndedByApp));
        }));

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
            Slots = Slots.SetItem(change.MessageId, slot.With(one => one.Hash, default)),
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
