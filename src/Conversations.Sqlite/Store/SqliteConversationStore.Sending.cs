using Conversations.Decisions;
using Conversations.Storage;
using static Conversations.Decisions.CommitOutcome;

namespace Conversations;

/// <content>Sends messages.</content>
public sealed partial class SqliteConversationStore
{
    private const string InsertMessageSql =
        """
        INSERT INTO messages
            (conversation, sequence, id, sender_id, text, custom, created_at, revision, reply_to, origin, hash, emoji_count, version, sent_at, actor,
            sent_before)
        VALUES ($conversation, $sequence, $id, $sender, $text, $custom, $at, 0, $replyTo, $origin, $hash, 0, $version, $sentAt, $actor,
            iif($origin = 2, coalesce((SELECT c.last_sent FROM conversations c WHERE c.number = $conversation), 0), NULL))
        ON CONFLICT (conversation, id) DO NOTHING
        """;

    /// <summary>
    /// Counts a message. Only a message that is not later than the last activity, such as an imported one, has to be compared with the
    /// last message.
    /// </summary>
    private const string CountMessageSql = $"UPDATE conversations SET {Counted} WHERE number = $number";

    private const string MarkAndCountMessageSql = $"UPDATE conversations SET {Counted}, pending = coalesce(pending, version) WHERE number = $number";

    private const string Counted =
        $"""
        version = $version, message_count = message_count + 1, last_message = CASE
                WHEN last_message IS NULL OR $at >= last_activity_at
                    OR $at >= (SELECT m.created_at FROM messages m WHERE m.conversation = $number AND m.sequence = last_message)
                THEN $sequence ELSE last_message END,
            last_sequence = $sequence, last_existing = $sequence, last_sent = iif($sentAt IS NULL, last_sent, $sequence),
            last_sent_at = coalesce($sentAt, last_sent_at), last_activity_at = $activity, listed_at = $listed,
        {Changed}
        """;

    private const string ReadBySenderSql =
        "UPDATE participants SET read_up_to = $sequence, is_marked_unread = 0 WHERE conversation = $conversation AND user_id = $user";

    /// <summary>
    /// Moves the conversation in the inboxes, and among the changed ones if $moved is not null. If it is due there, it is moved in the inboxes too, so that
    /// both are soon moved at the same time.
    /// </summary>
    private const string MoveUpSql =
        """
        UPDATE participants SET listed_at = max(joined_at, $activity), is_empty = 0, changed_at = max(changed_at, coalesce($moved, 0))
        WHERE conversation = $conversation AND ended_at IS NULL
        """;

    private static CommitOutcome Send(SqliteSession session, Commit commit, Head head, long time)
    {
        var id = commit.Change.ConversationId;
        var (draft, sequence, version) = (commit.Message!, head.LastSequence + 1, head.Version + 1);
        var now = commit.Change.At.Milliseconds();
        var isSent = draft.Origin != MessageOrigin.Import;
        var at = draft.ImportedAt?.Milliseconds() ?? Math.Max(now, head.LastSentAt ?? now);
        if (!TryInsert(session, head, commit, at))
            return new MessageExists(FindSlot(session, head.Number, id, draft.Id, viewer: null)!);

        var activity = Math.Max(at, head.LastActivityAt ?? at);
        var moved = head.MovedTo(time);
        var isMovedUp = moved is not null || !(at <= head.ListedAt + (long)InboxWindow.MaxLag.TotalMilliseconds);
        session.Run(
            head.IsMarked ? CountMessageSql : MarkAndCountMessageSql,
            ("$version", version),
            ("$at", at),
            ("$number", head.Number),
            ("$sequence", sequence),
            ("$sentAt", isSent ? at : null),
            ("$activity", activity),
            ("$listed", isMovedUp ? activity : head.ListedAt),
            ("$moved", moved),
            ("$before", head.Version));
        if (draft.SenderId is { } sender && isSent)
            session.Run(ReadBySenderSql, ("$sequence", sequence), ("$conversation", head.Number), ("$user", sender.Value));

        if (isMovedUp)
            session.Run(MoveUpSql, ("$activity", activity), ("$moved", moved), ("$conversation", head.Number));

        return new Stored(version, draft.ReplyTo is null
            ? draft.At(id, sequence, DateTimeOffset.FromUnixTimeMilliseconds(at))
            : FindSlot(session, head.Number, id, draft.Id, viewer: null)!.Message);
    }

    private static bool TryInsert(SqliteSession session, Head head, Commit commit, long at)
    {
        var (draft, change) = (commit.Message!, commit.Change);
        return session.Run(
            InsertMessageSql,
            ("$conversation", head.Number),
            ("$sequence", head.LastSequence + 1),
            ("$id", draft.Id.Value),
            ("$sender", draft.SenderId?.Value),
            ("$text", draft.Text),
            ("$custom", draft.Custom.ToColumn()),
            ("$at", at),
            ("$replyTo", draft.ReplyTo?.Value),
            ("$origin", (int)draft.Origin),
            ("$hash", draft.Hash.ToByteArray()),
            ("$version", head.Version + 1),
            ("$sentAt", change.At.Milliseconds() == at ? null : change.At.Milliseconds()),
            ("$actor", change.Actor == draft.SenderId && change.Actor is not null ? "" : change.Actor?.Value)) == 1;
    }
}
