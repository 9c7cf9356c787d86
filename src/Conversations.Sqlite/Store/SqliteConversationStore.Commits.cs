using Conversations.Decisions;
using static Conversations.Decisions.CommitOutcome;

namespace Conversations;

/// <content>Applies commits.</content>
public sealed partial class SqliteConversationStore
{
    private const string RaiseSql = $"UPDATE conversations SET version = $version, {Changed} WHERE number = $number";

    private const string MarkAndRaiseSql =
        $"UPDATE conversations SET version = $version, {Changed}, pending = coalesce(pending, version) WHERE number = $number";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<Commit> commits, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(commits);
        if (commits.Count == 1)
            return [await CommitAsync(commits[0], cancellationToken).ConfigureAwait(false)];

        var runs = await Task.WhenAll(Runs(commits).Select(run => CommitAsync(run, cancellationToken))).ConfigureAwait(false);
        return [.. runs.SelectMany(outcomes => outcomes)];
    }

    private Task<CommitOutcome> CommitAsync(Commit commit, CancellationToken cancellationToken) => CommitOutcome.OfAsync(WriteAsync(
        session => commit.Import is null ? Apply(session, commit, Now) : ApplyRun(session, [commit])[0],
        cancellationToken,
        commit));

    /// <summary>Checks the preconditions of the commit, and writes only if all of them are met.</summary>
    /// <param name="session">The connection.</param>
    /// <param name="commit">The commit.</param>
    /// <param name="now">The time of this moment, by which watches find the change.</param>
    private static CommitOutcome Apply(SqliteSession session, Commit commit, long now)
    {
        var change = commit.Change;
        var head = Head.Find(session, change.ConversationId, commit.Preconditions.Participant);
        var (exists, hasRemains) = (head?.State == HeadState.Exists, head?.State == HeadState.HasRemains);
        if (!CommitRules.HoldsForConversation(commit, exists, hasRemains, head?.SettingsVersion ?? 0))
            return Stale.Instance;
        if (change is ConversationCreated)
            return Create(session, commit, head, now);
        if (!CommitRules.HoldsForUsers(commit, (session, head!, commit), AccessOf))
            return Stale.Instance;

        if (change is MessageSent)
            return Send(session, commit, head!, now);

        return change switch
        {
            MessageChange about => Apply(session, commit, head!, about, now),
            NotificationTriggered triggered => Notify(session, commit, head!, triggered, now),
            _ => ApplySettings(session, commit, head!, now),
        };
    }

    private static ParticipantAccess? AccessOf((SqliteSession Session, Head Head, Commit Commit) on, UserId user) =>
        user == on.Commit.Preconditions.Participant ? on.Head.Access : FindAccess(on.Session, on.Head.Number, user);

    private static CommitOutcome ApplySettings(SqliteSession session, Commit commit, Head head, long now)
    {
        var change = commit.Change;
        if (change is ConversationDeleted)
        {
            DeleteConversation(session, head, now);
        }
        else if (change is ParticipantRemoved removed)
        {
            if (!RemoveParticipant(session, head, removed, now))
                return Stale.Instance;
        }

        if (commit.Settings is { } settings)
            Write(session, head.Number, settings);

        SetParticipants(session, head, commit.Participants, change.At, now);

        // After a deletion, nobody takes part whose row would have to be moved.
        var moved = change is ConversationDeleted ? head.MovedTo(now) : MoveChanged(session, head, now);
        session.Run(
            $"""
            UPDATE conversations
            SET version = $version, settings_version = settings_version + 1, participant_count = participant_count + $joined,
                listed_at = iif($from > coalesce(last_existing, 0), NULL, listed_at), {Changed}, pending = coalesce(pending, version)
            WHERE number = $number
            """,
            ("$version", head.Version + 1),
            ("$moved", moved),
            ("$before", head.Version),
            ("$joined", commit.Participants.Count(write => write.Joins) - (change is ParticipantRemoved ? 1 : 0)),

            // A participant who sees no message must come into the inbox with the next message, which then moves all participants.
            ("$from", commit.Participants.Max(write => write.History?.Resolve(head.LastSequence)) ?? 0),
            ("$number", head.Number));
        Log(session, head.Number, head.Version + 1, change, sequence: null);
        return new Stored(head.Version + 1);
    }

    private static CommitOutcome Apply(SqliteSession session, Commit commit, Head head, MessageChange change, long now)
    {
        if (MessageHead.Find(session, head.Number, change.MessageId) is not { } message || !Holds(session, commit, head, message))
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

        Raise(session, head, version, now);
        Log(session, head.Number, version, change, message.Sequence);
        return new Stored(version);
    }

    /// <summary>Sets the version, the time by which watches find the change, and the mark for delivery if there is none.</summary>
    private static void Raise(SqliteSession session, Head head, long version, long now) => session.Run(
        head.IsMarked ? RaiseSql : MarkAndRaiseSql,
        ("$version", version),
        ("$moved", MoveChanged(session, head, now)),
        ("$before", head.Version),
        ("$number", head.Number));

    private static bool Holds(SqliteSession session, Commit commit, Head head, MessageHead message) => CommitRules.HoldsForMessage(
        commit,
        message.Revision,
        message.EmojiCount,
        (session, head, message),
        static (on, emoji, user) => HasReaction(on.session, on.head, on.message, emoji, user));
}
