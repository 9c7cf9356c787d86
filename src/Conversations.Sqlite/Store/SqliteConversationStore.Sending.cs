using Conversations.Storage;
using static Conversations.Storage.CommitOutcome;

namespace Conversations;

/// <content>Writing messages and reactions.</content>
public sealed partial class SqliteConversationStore
{
    private const string InsertMessageSql =
        """
        INSERT INTO messages
            (conversation, sequence, id, sender_id, text, custom, created_at, revision, reply_to, origin, hash, emoji_count, version, sent_at, actor)
        VALUES ($conversation, $sequence, $id, $sender, $text, $custom, $at, 0, $replyTo, $origin, $hash, 0, $version, $sentAt, $actor)
        ON CONFLICT (conversation, id) DO NOTHING
        """;

    private const string CountMessageSql =
        """
        UPDATE conversations
        SET version = $version, message_count = message_count + 1, last_message = $sequence, last_sequence = $sequence,
            last_activity_at = $activity, listed_at = $listed
        WHERE number = $number
        """;

    private const string ReadBySenderSql =
        "UPDATE participants SET read_up_to = $sequence, is_marked_unread = 0 WHERE conversation = $conversation AND user_id = $user";

    private const string MoveUpSql =
        """
        UPDATE participants SET listed_at = max(joined_at, $activity), is_empty = 0
        WHERE conversation = $conversation AND ended_at IS NULL
        """;

    private const string EditSql =
        """
        UPDATE messages SET text = $text, custom = $custom, edited_at = max(created_at, $at), revision = $revision
        WHERE conversation = $conversation AND sequence = $sequence
        """;

    private const string DeleteMessageSql =
        """
        UPDATE messages
        SET text = NULL, custom = NULL, created_at = 0, edited_at = NULL, revision = 0, reply_to = NULL, origin = 0, hash = NULL, emoji_count = 0,
            sent_at = coalesce(sent_at, created_at)
        WHERE conversation = $conversation AND sequence = $sequence
        """;

    private const string DeleteReactionsSql = "DELETE FROM reactions WHERE conversation = $conversation AND sequence = $sequence";

    private const string UncountMessageSql =
        """
        UPDATE conversations
        SET message_count = message_count - 1, last_message = CASE WHEN last_message <> $sequence THEN last_message ELSE (
            SELECT m.sequence FROM messages m
            WHERE m.conversation = $number AND m.sequence < $sequence AND m.text IS NOT NULL
            ORDER BY m.sequence DESC LIMIT 1) END
        WHERE number = $number
        """;

    private const string AddReactionSql =
        """
        INSERT INTO reactions (conversation, sequence, version, user_id, emoji, at)
        VALUES ($conversation, $sequence, $version, $user, $emoji, $at)
        """;

    private const string RemoveReactionSql =
        "DELETE FROM reactions WHERE conversation = $conversation AND sequence = $sequence AND user_id = $user AND emoji = $emoji";

    private const string CountEmojiSql =
        """
        UPDATE messages
        SET emoji_count = (SELECT count(DISTINCT r.emoji) FROM reactions r WHERE r.conversation = $conversation AND r.sequence = $sequence)
        WHERE conversation = $conversation AND sequence = $sequence
        """;

    private const string HasReactionSql =
        """
        SELECT 1 FROM reactions
        WHERE conversation = $conversation AND sequence = $sequence AND emoji = $emoji AND ($user IS NULL OR user_id = $user)
        LIMIT 1
        """;

    private static CommitOutcome Send(SqliteSession session, Commit commit, Head head)
    {
        var id = commit.Change.ConversationId;
        var (draft, sequence, version) = (commit.Message!, head.LastSequence + 1, head.Version + 1);
        var now = commit.Change.At.Milliseconds();
        var at = draft.ImportedAt?.Milliseconds() ?? Math.Max(now, head.LastActivityAt ?? now);
        if (!TryInsert(session, head, commit, at))
            return new MessageExists(FindSlot(session, head.Number, id, draft.Id, viewer: null)!);

        var activity = Math.Max(at, head.LastActivityAt ?? at);
        var isMovedUp = !(at <= head.ListedAt + (long)InboxWindow.MaxLag.TotalMilliseconds);
        session.Run(
            CountMessageSql,
            ("$version", version),
            ("$sequence", sequence),
            ("$activity", activity),
            ("$listed", isMovedUp ? at : head.ListedAt),
            ("$number", head.Number));
        if (draft.SenderId is { } sender && draft.Origin != MessageOrigin.Import)
            session.Run(ReadBySenderSql, ("$sequence", sequence), ("$conversation", head.Number), ("$user", sender.Value));

        if (isMovedUp)
            session.Run(MoveUpSql, ("$activity", activity), ("$conversation", head.Number));

        return new Stored(version, draft.ReplyTo is null
            ? draft.At(id, sequence, DateTimeOffset.FromUnixTimeMilliseconds(at))
            : FindSlot(session, head.Number, id, draft.Id, viewer: null)!.Message);
    }

    private static bool TryInsert(SqliteSession session, Head head, Commit commit, long at)
    {
        var (draft, change) = (commit.Message!, commit.Change);
        var hash = new byte[ContentHash.Size];
        draft.Hash.CopyTo(hash);
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
            ("$hash", hash),
            ("$version", head.Version + 1),
            ("$sentAt", change.At.Milliseconds() == at ? null : change.At.Milliseconds()),
            ("$actor", change.Actor == draft.SenderId && change.Actor is not null ? "" : change.Actor?.Value)) == 1;
    }

    private static void Edit(SqliteSession session, Head head, MessageHead message, MessageEdited change, MessageContent content) => session.Run(
        EditSql,
        ("$text", content.Text),
        ("$custom", content.Custom.ToColumn()),
        ("$at", change.At.Milliseconds()),
        ("$revision", change.Revision),
        ("$conversation", head.Number),
        ("$sequence", message.Sequence));

    private static void Delete(SqliteSession session, Head head, MessageHead message)
    {
        session.Run(DeleteReactionsSql, ("$conversation", head.Number), ("$sequence", message.Sequence));
        session.Run(DeleteMessageSql, ("$conversation", head.Number), ("$sequence", message.Sequence));
        session.Run(UncountMessageSql, ("$number", head.Number), ("$sequence", message.Sequence));
    }

    private static void React(SqliteSession session, Head head, MessageHead message, ReactionChange change, long version)
    {
        if (change is ReactionAdded)
        {
            session.Run(
                AddReactionSql,
                ("$conversation", head.Number),
                ("$sequence", message.Sequence),
                ("$version", version),
                ("$user", change.UserId.Value),
                ("$emoji", change.Emoji),
                ("$at", change.At.Milliseconds()));
        }
        else
        {
            session.Run(
                RemoveReactionSql,
                ("$conversation", head.Number),
                ("$sequence", message.Sequence),
                ("$user", change.UserId.Value),
                ("$emoji", change.Emoji));
        }

        session.Run(CountEmojiSql, ("$conversation", head.Number), ("$sequence", message.Sequence));
    }

    private static bool HasReaction(SqliteSession session, Head head, MessageHead message, string emoji, UserId? userId) => session.First(
        HasReactionSql,
        static _ => true,
        ("$conversation", head.Number),
        ("$sequence", message.Sequence),
        ("$emoji", emoji),
        ("$user", userId?.Value));
}
