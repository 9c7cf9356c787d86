using Conversations.Storage;
using static Conversations.Storage.CommitOutcome;

namespace Conversations;

/// <content>Applying commits.</content>
public sealed partial class SqliteConversationStore
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<Commit> commits, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(commits);
        if (commits.Count == 1)
            return [await CommitAsync(commits[0], cancellationToken).ConfigureAwait(false)];

        return await Task.WhenAll(commits.Select(commit => CommitAsync(commit, cancellationToken))).ConfigureAwait(false);
    }

    private async Task<CommitOutcome> CommitAsync(Commit commit, CancellationToken cancellationToken)
    {
        try
        {
            return await WriteAsync(session => Apply(session, commit), cancellationToken, commit.Message?.Id).ConfigureAwait(false);
        }
        catch (ConversationsException error)
        {
            return new Failed(error);
        }
    }

    /// <summary>Looks whether all holds that the commit relied on, and only then writes.</summary>
    private static CommitOutcome Apply(SqliteSession session, Commit commit)
    {
        var change = commit.Change;
        var basis = commit.Basis;
        var head = Head.Find(session, change.ConversationId, basis.Participant);
        if (change is ConversationCreated)
            return head is { State: not HeadState.Deleted } ? Stale.Instance : Create(session, commit, head);

        if (head is not { State: HeadState.Exists }
            || (basis.SettingsVersion is { } version && version != head.SettingsVersion)
            || (basis.Participant is not null && basis.Access != head.Access)
            || commit.Seats.Any(seat => IsPresent(session, head.Number, seat.UserId) == seat.Joins))
        {
            return Stale.Instance;
        }

        if (change is MessageSent)
            return Send(session, commit, head);

        return change is MessageChange about ? Apply(session, commit, head, about) : ApplySettings(session, commit, head);
    }

    private static CommitOutcome ApplySettings(SqliteSession session, Commit commit, Head head)
    {
        var change = commit.Change;
        if (change is ConversationDeleted)
        {
            Delete(session, head);
        }
        else if (change is ParticipantRemoved removed)
        {
            if (!Unseat(session, head, removed))
                return Stale.Instance;
        }

        if (commit.Settings is { } settings)
            Write(session, head.Number, settings);

        Seat(session, head.Number, commit.Seats, change.At);
        session.Run(
            """
            UPDATE conversations SET version = $version, settings_version = settings_version + 1, participant_count = participant_count + $joined
            WHERE number = $number
            """,
            ("$version", head.Version + 1),
            ("$joined", commit.Seats.Count(seat => seat.Joins) - (change is ParticipantRemoved ? 1 : 0)),
            ("$number", head.Number));
        Log(session, head.Number, head.Version + 1, change, sequence: null);
        return new Stored(head.Version + 1);
    }

    private static CommitOutcome Apply(SqliteSession session, Commit commit, Head head, MessageChange change)
    {
        if (MessageHead.Find(session, head.Number, change.MessageId) is not { } message || !Holds(session, commit.Basis, head, message, change))
            return Stale.Instance;

        var version = head.Version + 1;
        switch (change)
        {
            case MessageEdited edited:
                Edit(session, head, message, edited, commit.Content!);
                break;
            case MessageDeleted:
                Delete(session, head, message);
                break;
            case ReactionChange reaction:
                React(session, head, message, reaction, version);
                break;
        }

        session.Run("UPDATE conversations SET version = $version WHERE number = $number", ("$version", version), ("$number", head.Number));
        Log(session, head.Number, version, change, message.Sequence);
        return new Stored(version);
    }

    private static bool Holds(SqliteSession session, in Basis basis, Head head, MessageHead message, MessageChange change)
    {
        if (basis.Revision is { } revision && revision != message.Revision)
            return false;
        if (basis.EmojiCount is { } count && count != message.EmojiCount)
            return false;
        if (basis.Emoji is { } emoji && !HasReaction(session, head, message, emoji, userId: null))
            return false;

        return change is not ReactionChange reaction
            || HasReaction(session, head, message, reaction.Emoji, reaction.UserId) == reaction is ReactionRemoved;
    }
}
