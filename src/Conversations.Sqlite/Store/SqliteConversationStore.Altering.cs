using Conversations.Decisions;

namespace Conversations;

/// <content>Edits and deletes messages, and adds and removes reactions.</content>
public sealed partial class SqliteConversationStore
{
    private const string EditSql =
        """
        UPDATE messages SET text = $text, custom = $custom, edited_at = $at, revision = $revision
        WHERE conversation = $conversation AND sequence = $sequence
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

    private static void Edit(SqliteSession session, Head head, MessageHead message, MessageEdited change, MessageContent content) => session.Run(
        EditSql,
        ("$text", content.Text),
        ("$custom", content.Custom.ToColumn()),
        ("$at", change.At.Milliseconds()),
        ("$revision", change.Revision),
        ("$conversation", head.Number),
        ("$sequence", message.Sequence));

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
        static (ref _) => true,
        ("$conversation", head.Number),
        ("$sequence", message.Sequence),
        ("$emoji", emoji),
        ("$user", userId?.Value));
}
