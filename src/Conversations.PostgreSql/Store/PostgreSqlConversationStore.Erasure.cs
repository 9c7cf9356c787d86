using Conversations.Storage;

namespace Conversations;

/// <content>Content of an erased user: rewriting and deleting messages.</content>
public sealed partial class PostgreSqlConversationStore
{
    private const string RewriteSql =
        """
        UPDATE @schema.messages SET text = @text, custom = @custom
        WHERE conversation_id = @id AND sequence = @sequence AND revision = @revision AND text IS NOT NULL
        """;

    private const string IsThereSql = "SELECT true FROM @schema.messages WHERE conversation_id = @id AND sequence = @sequence AND text IS NOT NULL";

    private const string SentSql =
        """
        SELECT sequence FROM @schema.messages
        WHERE conversation_id = @id AND sequence > @after AND sequence <= @upTo AND sender_id = @sender AND text IS NOT NULL
        ORDER BY sequence LIMIT @limit
        """;

    private const string LastMessageSql = "SELECT last_message FROM @schema.conversations WHERE conversation_id = @id";

    private const string DeleteTheirReactionsSql = "DELETE FROM @schema.reactions WHERE conversation_id = @id AND sequence = ANY (@sequences)";

    private const string DeleteMessagesSql = $"{EmptyMessage} WHERE conversation_id = @id AND sequence = ANY (@sequences)";

    private const string UncountMoreSql =
        $"UPDATE @schema.conversations SET message_count = message_count - @more, version = @version, {SetsMark} WHERE conversation_id = @id";

    private const string LogDeletionsSql =
        """
        INSERT INTO @schema.changes (conversation_id, version, kind, at, sequence)
        SELECT @id, @before + s.number, @kind, @at, s.sequence FROM unnest(@sequences) WITH ORDINALITY AS s (sequence, number)
        """;

    /// <inheritdoc/>
    public Task<bool> RewriteMessagesAsync(
        ConversationId id, IReadOnlyList<MessageRewrite> rewrites, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rewrites);
        return WriteAsync(
            async session =>
            {
                if (await Head.LockAsync(session, id).ConfigureAwait(false) is not { State: HeadState.Exists })
                    return true;

                // One message that cannot be rewritten does not keep the others from being rewritten.
                var areAllWritten = true;
                foreach (var rewrite in rewrites)
                    areAllWritten &= await RewriteAsync(session, id, rewrite).ConfigureAwait(false);

                return areAllWritten;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<DeletedUpTo> DeleteMessagesOfAsync(
        ConversationId id, UserId senderId, long after, long upTo, DateTimeOffset at, CancellationToken cancellationToken = default) => WriteAsync(
        async session =>
        {
            if (await Head.LockAsync(session, id).ConfigureAwait(false) is not { State: HeadState.Exists } head)
                return new DeletedUpTo(0, after);

            var sequences = await session.AllAsync(
                SentSql,
                static (ref row) => row.NextInt64(),
                ("id", id.Value),
                ("after", after),
                ("upTo", upTo),
                ("sender", senderId.Value),
                ("limit", BatchSize)).ConfigureAwait(false);
            if (sequences.Count == 0)
                return new DeletedUpTo(0, after);

            await DeleteMessagesAsync(session, head, [.. sequences], at).ConfigureAwait(false);
            return new DeletedUpTo(sequences.Count, sequences[^1]);
        },
        cancellationToken);

    /// <summary>Deletes messages together, and writes a line of the log for each. One by one they take eight round trips each.</summary>
    private static async Task DeleteMessagesAsync(PostgreSqlSession session, Head head, long[] sequences, DateTimeOffset at)
    {
        (string, object?)[] place = [("id", head.Id.Value), ("sequences", sequences)];
        await session.RunAsync(DeleteTheirReactionsSql, place).ConfigureAwait(false);
        await session.RunAsync(DeleteMessagesSql, [("none", DateTimeOffset.UnixEpoch), .. place]).ConfigureAwait(false);

        // The last message of the conversation is looked for once, if it is one of these.
        var last = await session.FirstAsync(LastMessageSql, static (ref row) => row.NextInt64OrNull(), ("id", head.Id.Value)).ConfigureAwait(false);
        var counted = last is { } one && sequences.Contains(one) ? one : sequences[0];
        await session.RunAsync(UncountMessageSql, ("id", head.Id.Value), ("sequence", counted)).ConfigureAwait(false);
        await FinishDeletingAsync(session, head, sequences.Length, sequences[^1]).ConfigureAwait(false);
        await session.RunAsync(
            UncountMoreSql,
            ("more", sequences.LongLength - 1),
            ("version", head.Version + sequences.Length),
            ("id", head.Id.Value)).ConfigureAwait(false);
        await session.RunAsync(
            LogDeletionsSql, [("before", head.Version), ("kind", (short)ChangeKind.MessageDeleted), ("at", at), .. place]).ConfigureAwait(false);
        await MoveChangedAsync(session, head).ConfigureAwait(false);
    }

    private static async Task<bool> RewriteAsync(PostgreSqlSession session, ConversationId id, MessageRewrite rewrite) =>
        await session.RunAsync(
            RewriteSql,
            ("text", rewrite.Content.Text),
            ("custom", rewrite.Content.Custom.ToColumn()),
            ("id", id.Value),
            ("sequence", rewrite.Sequence),
            ("revision", rewrite.Revision)).ConfigureAwait(false) == 1
        || !await session.FirstAsync(
            IsThereSql, static (ref _) => true, ("id", id.Value), ("sequence", rewrite.Sequence)).ConfigureAwait(false);
}
