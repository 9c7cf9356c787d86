using Conversations.Decisions;

namespace Conversations;

/// <content>Edits, deletes and reactions of messages.</content>
public sealed partial class PostgreSqlConversationStore
{
    private const string EditSql =
        """
        UPDATE @schema.messages SET text = @text, custom = @custom, edited_at = @at, revision = @revision
        WHERE conversation_id = @id AND sequence = @sequence
        """;

    /// <summary>Removes what a deleted message no longer holds. The condition follows.</summary>
    private const string EmptyMessage =
        """
        UPDATE @schema.messages
        SET text = NULL, custom = NULL, created_at = @none, edited_at = NULL, revision = 0, reply_to = NULL, origin = 0, hash = NULL, emoji_count = 0,
            sent_at = coalesce(sent_at, created_at)
        """;

    private const string DeleteMessageSql = $"{EmptyMessage} WHERE conversation_id = @id AND sequence = @sequence";

    private const string DeleteReactionsSql = "DELETE FROM @schema.reactions WHERE conversation_id = @id AND sequence = @sequence";

    private const string UncountMessageSql =
        """
        UPDATE @schema.conversations c
        SET message_count = c.message_count - 1,
            last_sent = (
                SELECT s.sequence FROM @schema.messages s
                WHERE s.conversation_id = @id AND s.sequence <= c.last_sent AND s.text IS NOT NULL AND s.origin <> 2
                ORDER BY s.sequence DESC LIMIT 1),
            last_message = CASE WHEN c.last_message <> @sequence THEN c.last_message ELSE (
                SELECT l.sequence FROM (
                    (SELECT s.created_at, s.sequence FROM @schema.messages s
                    WHERE s.conversation_id = @id AND s.sequence <= c.last_sent AND s.text IS NOT NULL AND s.origin <> 2
                    ORDER BY s.sequence DESC LIMIT 1)
                    UNION ALL
                    (SELECT i.created_at, i.sequence FROM @schema.messages i
                    WHERE i.conversation_id = @id AND i.text IS NOT NULL AND i.origin = 2
                    ORDER BY i.created_at DESC, i.sequence DESC LIMIT 1)) l
                ORDER BY l.created_at DESC, l.sequence DESC LIMIT 1) END
        WHERE c.conversation_id = @id
        """;

    private const string TimeLastMessageSql =
        """
        UPDATE @schema.conversations c
        SET last_message_at = (SELECT m.created_at FROM @schema.messages m WHERE m.conversation_id = @id AND m.sequence = c.last_message)
        WHERE c.conversation_id = @id
        """;

    private const string EmptyAllSql = "UPDATE @schema.participants SET is_empty = true WHERE conversation_id = @id AND NOT is_empty";

    /// <summary>Marks as empty the conversation of those who saw the deleted message and see no other. They do not see the last one either.</summary>
    private const string EmptyHiddenSql =
        """
        UPDATE @schema.participants p SET is_empty = true
        WHERE p.conversation_id = @id AND p.visible_from > 1 AND p.visible_from <= @sequence AND NOT p.is_empty
            AND p.visible_from > (SELECT greatest(c.last_message, c.last_sent) FROM @schema.conversations c WHERE c.conversation_id = @id)
            AND NOT EXISTS (
                SELECT 1 FROM @schema.messages m WHERE m.conversation_id = @id AND m.sequence >= p.visible_from AND m.text IS NOT NULL)
        """;

    /// <summary>Lets the next message move all participants: some of them, who see no message, will see that one.</summary>
    private const string MovesAllSql = "UPDATE @schema.conversations SET listed_at = NULL WHERE conversation_id = @id";

    private const string AddReactionSql =
        """
        INSERT INTO @schema.reactions (conversation_id, sequence, version, user_id, emoji, at)
        VALUES (@id, @sequence, @version, @user, @emoji, @at)
        """;

    private const string RemoveReactionSql =
        "DELETE FROM @schema.reactions WHERE conversation_id = @id AND sequence = @sequence AND user_id = @user AND emoji = @emoji";

    private const string CountEmojiSql =
        """
        UPDATE @schema.messages
        SET emoji_count = (SELECT count(DISTINCT r.emoji) FROM @schema.reactions r WHERE r.conversation_id = @id AND r.sequence = @sequence)
        WHERE conversation_id = @id AND sequence = @sequence
        """;

    private const string HasReactionSql =
        """
        SELECT true FROM @schema.reactions
        WHERE conversation_id = @id AND sequence = @sequence AND emoji = @emoji AND (@user = '' OR user_id = @user)
        LIMIT 1
        """;

    private static Task<int> EditMessageAsync(
        PostgreSqlSession session, Head head, MessageHead message, MessageEdited change, MessageContent content) => session.RunAsync(
        EditSql,
        ("text", content.Text),
        ("custom", content.Custom.ToColumn()),
        ("at", change.At),
        ("revision", change.Revision),
        ("id", head.Id.Value),
        ("sequence", message.Sequence));

    private static async Task DeleteMessageAsync(PostgreSqlSession session, Head head, MessageHead message)
    {
        (string, object?)[] place = [("id", head.Id.Value), ("sequence", message.Sequence)];
        await session.RunAsync(DeleteReactionsSql, place).ConfigureAwait(false);
        await session.RunAsync(DeleteMessageSql, [("none", DateTimeOffset.UnixEpoch), .. place]).ConfigureAwait(false);
        await session.RunAsync(UncountMessageSql, place).ConfigureAwait(false);
        await FinishDeletingAsync(session, head, 1, message.Sequence).ConfigureAwait(false);
    }

    /// <summary>
    /// Stores the time of the last message after some were deleted, and marks the conversation as empty for exactly those who see none any more.
    /// </summary>
    private static async Task FinishDeletingAsync(PostgreSqlSession session, Head head, int deleted, long lastDeleted)
    {
        await session.RunAsync(TimeLastMessageSql, ("id", head.Id.Value)).ConfigureAwait(false);
        var emptied = head.MessageCount == deleted
            ? await session.RunAsync(EmptyAllSql, ("id", head.Id.Value)).ConfigureAwait(false)
            : await session.RunAsync(EmptyHiddenSql, ("id", head.Id.Value), ("sequence", lastDeleted)).ConfigureAwait(false);
        if (emptied > 0)
            await session.RunAsync(MovesAllSql, ("id", head.Id.Value)).ConfigureAwait(false);
    }

    private static async Task WriteReactionAsync(PostgreSqlSession session, Head head, MessageHead message, ReactionChange change, long version)
    {
        (string, object?)[] place = [("id", head.Id.Value), ("sequence", message.Sequence)];
        (string, object?)[] reaction = [.. place, ("user", change.UserId.Value), ("emoji", change.Emoji)];
        if (change is ReactionAdded)
            await session.RunAsync(AddReactionSql, [.. reaction, ("version", version), ("at", change.At)]).ConfigureAwait(false);
        else
            await session.RunAsync(RemoveReactionSql, reaction).ConfigureAwait(false);

        await session.RunAsync(CountEmojiSql, place).ConfigureAwait(false);
    }

    private static Task<bool> HasReactionAsync(PostgreSqlSession session, Head head, MessageHead message, string emoji, UserId? userId) => session.FirstAsync(
        HasReactionSql,
        static (ref _) => true,
        ("id", head.Id.Value),
        ("sequence", message.Sequence),
        ("emoji", emoji),
        ("user", userId.OrNone()));
}
