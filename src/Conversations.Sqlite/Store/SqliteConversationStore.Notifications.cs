using Conversations.Decisions;
using Conversations.Storage;
using static Conversations.Decisions.CommitOutcome;

namespace Conversations;

/// <content>Missed messages, and what participants were notified of.</content>
public sealed partial class SqliteConversationStore : INotificationStore
{
    private const string SetNotifiedSql =
        """
        UPDATE participants SET notified_from = $from, notified_up_to = $upTo, notified_at = $at
        WHERE conversation = $conversation AND user_id = $user AND ended_at IS NULL AND coalesce(notified_up_to, 0) = $previous
        """;

    private const string IsMissed = "m.conversation = p.conversation AND m.text IS NOT NULL AND m.origin <> 2 AND m.sender_id <> p.user_id";

    private const string UnreadAfter = "max(p.read_up_to, p.visible_from - 1)";

    /// <summary>The order of the joins is fixed. A system message has no sender, so it is not missed.</summary>
    private const string ListMissedSql =
        $"""
        SELECT {ParticipantColumns}, p.notified_from, p.notified_up_to, p.notified_at, f.sequence, f.created_at, l.sequence, l.created_at
        FROM conversations c
        CROSS JOIN participants p ON p.conversation = c.number AND p.ended_at IS NULL AND p.notify <> 1 AND {UnreadAfter} < c.last_sequence
        CROSS JOIN messages l ON l.conversation = p.conversation AND l.sequence = (
            SELECT m.sequence FROM messages m
            WHERE {IsMissed} AND m.sequence > max({UnreadAfter}, c.last_sequence - $reach)
            ORDER BY m.sequence DESC LIMIT 1)
        CROSS JOIN messages f ON f.conversation = p.conversation AND f.sequence = coalesce((
            SELECT m.sequence FROM messages m
            WHERE {IsMissed} AND m.sequence > {UnreadAfter} AND m.sequence <= {UnreadAfter} + $reach
            ORDER BY m.sequence LIMIT 1), l.sequence)
        WHERE c.id = $id AND c.state = 1
        ORDER BY p.user_id
        """;

    /// <inheritdoc/>
    public Task<IReadOnlyList<MissedMessages>> ListMissedAsync(ConversationId id, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<MissedMessages>>(
            session => session.All(ListMissedSql, ConversationReader.ReadMissed, ("$reach", INotificationStore.Reach), ("$id", id.Value)), cancellationToken);

    private static CommitOutcome Notify(SqliteSession session, Commit commit, Head head, NotificationTriggered change, long now)
    {
        var isStored = session.Run(
            SetNotifiedSql,
            ("$from", commit.Notified!.From),
            ("$upTo", change.UpTo),
            ("$at", change.At.Milliseconds()),
            ("$conversation", head.Number),
            ("$user", change.UserId.Value),
            ("$previous", commit.Notified.Previous)) == 1;
        if (!isStored)
            return Stale.Instance;

        var version = head.Version + 1;
        Raise(session, head, version, now);
        Log(session, head.Number, version, change, change.UpTo);
        return new Stored(version);
    }
}
