using Conversations.Decisions;
using Conversations.Storage;
using static Conversations.Decisions.CommitOutcome;

namespace Conversations;

/// <content>Missed messages, and what participants were notified of.</content>
public sealed partial class PostgreSqlConversationStore : INotificationStore
{
    private const string SetNotifiedSql =
        """
        UPDATE @schema.participants SET notified_from = @from, notified_up_to = @upTo, notified_at = @at
        WHERE conversation_id = @id AND user_id = @user AND ended_at IS NULL AND coalesce(notified_up_to, 0) = @previous
        """;

    private const string IsMissed = "m.conversation_id = @id AND m.text IS NOT NULL AND m.origin <> 2 AND m.sender_id <> p.user_id";

    /// <summary>A system message has no sender, so it is not missed.</summary>
    private const string ListMissedSql =
        $"""
        SELECT {ParticipantColumns}, p.notified_from, p.notified_up_to, p.notified_at,
            coalesce(f.sequence, l.sequence), coalesce(f.created_at, l.created_at), l.sequence, l.created_at
        FROM @schema.conversations c
        JOIN @schema.participants p ON p.conversation_id = @id AND p.ended_at IS NULL AND p.notify <> 1 AND {UnreadAfter} < c.last_sequence
        CROSS JOIN LATERAL (
            SELECT m.sequence, m.created_at FROM @schema.messages m
            WHERE {IsMissed} AND m.sequence > greatest({UnreadAfter}, c.last_sequence - @reach)
            ORDER BY m.sequence DESC LIMIT 1) l
        LEFT JOIN LATERAL (
            SELECT m.sequence, m.created_at FROM @schema.messages m
            WHERE {IsMissed} AND m.sequence > {UnreadAfter} AND m.sequence <= {UnreadAfter} + @reach
            ORDER BY m.sequence LIMIT 1) f ON true
        WHERE c.conversation_id = @id AND c.state = 1
        ORDER BY p.user_id
        """;

    /// <inheritdoc/>
    public Task<IReadOnlyList<MissedMessages>> ListMissedAsync(ConversationId id, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<MissedMessages>>(
            async session => await session.AllAsync(
                ListMissedSql, ConversationReader.ReadMissed, ("reach", INotificationStore.Reach), ("id", id.Value)).ConfigureAwait(false),
            cancellationToken);

    private static async Task<CommitOutcome> NotifyAsync(PostgreSqlSession session, Commit commit, Head head, NotificationTriggered change)
    {
        var stored = await session.RunAsync(
            SetNotifiedSql,
            ("from", commit.Notified!.From),
            ("upTo", change.UpTo),
            ("at", change.At),
            ("id", head.Id.Value),
            ("user", change.UserId.Value),
            ("previous", commit.Notified.Previous)).ConfigureAwait(false);
        if (stored == 0)
            return Stale.Instance;

        var version = head.Version + 1;
        await session.RunAsync(RaiseSql, ("version", version), ("id", head.Id.Value)).ConfigureAwait(false);
        await LogAsync(session, version, change, change.UpTo).ConfigureAwait(false);
        return new Stored(version);
    }
}
