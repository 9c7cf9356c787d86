using Conversations.Storage;

namespace Conversations;

/// <content>Altering messages, and reacting to them.</content>
public sealed partial class PostgreSqlConversationStore
{
    private const string EditSql =
        """
        UPDATE @schema.messages SET text = @text, custom = @custom, edited_at = greatest(created_at, @at), revision = @revision
        WHERE conversation_id = @id AND sequence = @sequence
        """;

    private const string DeleteMessageSql =
        """
        UPDATE @schema.messages
        SET text = NULL, custom = NULL, created_at = @none, edited_at = NULL, revision = 0, reply_to = NULL, origin = 0, hash = NULL, emoji_count = 0,
            sent_at = coalesce(sent_at, created_at)
        WHERE conversation_id = @id AND sequence = @sequence
        """;

    private const string DeleteReactionsSql = "DELETE FROM @schema.reactions WHERE conversation_id = @id AND sequence = @sequence";

    private const string UncountMessageSql =
        """
        UPDATE @schema.conversations
        SET message_count = message_count - 1, last_message = CASE WHEN last_message <> @sequence THEN last_message ELSE (
            SELECT m.sequence FROM @schema.messages m
            WHERE m.conversation_id = @id AND m.sequence < @sequence AND m.text IS NOT NULL
            ORDER BY m.sequence DESC LIMIT 1) END
        WHERE conversation_id = @id
        """;

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
        WHERE conversation_id = @id AND sequence = @sequence AND emoji = @emoji AND (@user::text IS NULL OR user_id = @user::text)
        LIMIT 1
        """;

    private static Task<int> EditAsync(PostgreSqlSession session, Head head, MessageHead message, MessageEdited change, MessageContent content) => session.RunAsync(
        EditSql,
        CancellationToken.None,
        ("text", content.Text),
        ("custom", content.Custom.ToColumn()),
        ("at", change.At),
        ("revision", change.Revision),
        ("id", head.Id.Value),
        ("sequence", message.Sequence));

    private static async Task DeleteAsync(PostgreSqlSession session, Head head, MessageHead message)
    {
        (string, object?)[] place = [("id", head.Id.Value), ("sequence", message.Sequence)];
        await session.RunAsync(DeleteReactionsSql, CancellationToken.None, place).ConfigureAwait(false);
        await session.RunAsync(DeleteMessageSql, CancellationToken.None, [("none", DateTimeOffset.UnixEpoch), .. place]).ConfigureAwait(false);
        await session.RunAsync(UncountMessageSql, CancellationToken.None, place).ConfigureAwait(false);
    }

    private static async Task ReactAsync(PostgreSqlSession session, Head head, MessageHead message, ReactionChange change, long version)
    {
        (string, object?)[] place = [("id", head.Id.Value), ("sequence", message.Sequence)];
        (string, object?)[] reaction = [.. place, ("user", change.UserId.Value), ("emoji", change.Emoji)];
        if (change is ReactionAdded)
            await session.RunAsync(AddReactionSql, CancellationToken.None, [.. reaction, ("version", version), ("at", change.At)]).ConfigureAwait(false);
        else
            await session.RunAsync(RemoveReactionSql, CancellationToken.None, reaction).ConfigureAwait(false);

        await session.RunAsync(CountEmojiSql, CancellationToken.None, place).ConfigureAwait(false);
    }

    private static Task<bool> HasReactionAsync(PostgreSqlSession session, Head head, MessageHead message, string emoji, UserId? userId) => session.FirstAsync(
        HasReactionSql,
        static _ => true,
        CancellationToken.None,
        ("id", head.Id.Value),
        ("sequence", message.Sequence),
        ("emoji", emoji),
        ("user", userId?.Value));
}
