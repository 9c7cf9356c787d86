using Conversations.Decisions;
using static Conversations.Decisions.CommitOutcome;

namespace Conversations;

/// <content>Applies commits.</content>
public sealed partial class SqliteConversationStore
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<Commit> commits, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(commits);
        if (commits.Count == 1)
            return [await CommitAsync(commits[0], cancellationToken).ConfigureAwait(false)];

        var runs = await Task.WhenAll(Runs(commits).Select(run => CommitAsync(run, cancellationToken))).ConfigureAwait(false);
        return [.. runs.SelectMany(outcomes => outcomes)];
    }

    private async Task<CommitOutcome> CommitAsync(Commit commit, CancellationToken cancellationToken)
    {
        try
        {
            return await WriteAsync(
                session => commit.Import is null ? Apply(session, commit) : ApplyRun(session, [commit])[0],
                cancellationToken,
                commit).ConfigureAwait(false);
        }
        catch (ConversationsException error)
        {
            return new Failed(error);
        }
    }

    /// <summary>Checks the preconditions of the commit, and writes only if all of them are met.</summary>
    private static CommitOutcome Apply(SqliteSession session, Commit commit)
    {
        var change = commit.Change;
        var preconditions = commit.Preconditions;
        var head = Head.Find(session, change.ConversationId, preconditions.Participant);
        if (change is ConversationCreated)
            return head is { State: not HeadState.Deleted } ? Stale.Instance : Create(session, commit, head);

        if (head is not { State: HeadState.Exists }
            || (preconditions.SettingsVersion is { } version && version != head.SettingsVersion)
            || (preconditions.Participant is not null && preconditions.Access != head.Access)
            || commit.Participants.Any(write => IsPresent(session, head.Number, write.UserId) == write.Joins))
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
            if (!RemoveParticipant(session, head, removed))
                return Stale.Instance;
        }

        if (commit.Settings is { } settings)
            Write(session, head.Number, settings);

        SetParticipants(session, head, commit.Participants, change.At);
        session.Run(
            """
            UPDATE conversations
            SET version = $version, settings_version = settings_version + 1, participant_count = participant_count + $joined,
                listed_at = iif($from > coalesce(last_existing, 0), NULL, listed_at)
            WHERE number = $number
            """,
            ("$version", head.Version + 1),
            ("$joined", commit.Participants.Count(write => write.Joins) - (change is ParticipantRemoved ? 1 : 0)),

            // A participant who sees no message must come into the inbox with the next message, which then moves all participants.
            ("$from", commit.Participants.Max(write => write.History?.Resolve(head.LastSequence)) ?? 0),
            ("$number", head.Number));
        Log(session, head.Number, head.Version + 1, change, sequence: null);
        return new Stored(head.Version + 1);
    }

    private static CommitOutcome Apply(SqliteSession session, Commit commit, Head head, MessageChange change)
    {
        if (MessageHead.Find(session, head.Number, change.MessageId) is not { } message || !Holds(session, commit.Preconditions, head, message, change))
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

    private static bool Holds(SqliteSession session, in Preconditions preconditions, Head head, MessageHead message, MessageChange change)
    {
        if (preconditions.Revision is { } revision && revision != message.Revision)
            return false;
        if (preconditions.EmojiCount is { } count && count != message.EmojiCount)
            return false;
        if (preconditions.Emoji is { } emoji && !HasReaction(session, head, message, emoji, userId: null))
            return false;

        foreach (var absent in preconditions.AbsentEmoji ?? [])
        {
            if (HasReaction(session, head, message, absent, userId: null))
                return false;
        }

        return change is not ReactionChange reaction
            || HasReaction(session, head, message, reaction.Emoji, reaction.UserId) == reaction is ReactionRemoved;
    }
}
