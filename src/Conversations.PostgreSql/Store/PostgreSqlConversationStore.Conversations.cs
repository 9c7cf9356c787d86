using Conversations.Storage;
using Npgsql;

namespace Conversations;

/// <content>Reading conversations.</content>
public sealed partial class PostgreSqlConversationStore
{
    private const int ConversationWidth = 12;

    private const string ConversationColumns =
        """
        c.conversation_id, c.subject, c.photo_url, c.welcome_messages, c.custom, c.created_at, c.participant_count, c.message_count, c.last_sequence,
        c.last_activity_at, c.version, c.settings_version
        """;

    private const string JoinLastMessage =
        $"LEFT JOIN @schema.messages m ON m.conversation_id = c.conversation_id AND m.sequence = c.last_message {MessageRows.JoinAnswered}";

    private const string FactsSql =
        """
        SELECT state, settings_version, participant_count, subject, photo_url, welcome_messages, custom
        FROM @schema.conversations WHERE conversation_id = @id
        """;

    private static readonly string _findConversationSql =
        $"""
        SELECT {ConversationColumns}, {ParticipantColumns}, {MessageRows.Columns}
        FROM @schema.conversations c
        LEFT JOIN @schema.participants p ON p.conversation_id = c.conversation_id AND p.user_id = @viewer::text AND p.ended_at IS NULL
        {JoinLastMessage}
        WHERE c.conversation_id = @id AND c.state = 1 AND (@viewer::text IS NULL OR p.user_id IS NOT NULL)
        """;

    // By an array, which is taken to be short: a limit that is not known when the plan is made is taken for a tenth of all.
    private static readonly string _listConversationsSql =
        $"""
        SELECT {ConversationColumns}, {MessageRows.Columns}
        FROM @schema.conversations c
        {JoinLastMessage}
        WHERE c.conversation_id = ANY (ARRAY(
            SELECT conversation_id FROM @schema.conversations WHERE conversation_id > @after AND state = 1 ORDER BY conversation_id LIMIT @limit))
        ORDER BY c.conversation_id
        """;

    /// <inheritdoc/>
    public Task<StoredConversation?> FindConversationAsync(
        ConversationId id, UserId? viewer, CancellationToken cancellationToken = default) => ReadAsync(
        session => session.FirstAsync(
            _findConversationSql,
            row => new StoredConversation(
                ConversationRows.ReadConversation(row, ConversationWidth + ParticipantWidth),
                row.IsDBNull(ConversationWidth) ? null : ConversationRows.ReadParticipant(row, ConversationWidth)),
            cancellationToken,
            ("viewer", viewer?.Value),
            ("id", id.Value)),
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Conversation>> ListConversationsAsync(
        ConversationId? after, int limit, CancellationToken cancellationToken = default) => ReadAsync<IReadOnlyList<Conversation>>(
        async session => await session.AllAsync(
            _listConversationsSql,
            static row => ConversationRows.ReadConversation(row, ConversationWidth),
            cancellationToken,
            ("viewer", null),
            ("after", after?.Value ?? ""),
            ("limit", limit)).ConfigureAwait(false),
        cancellationToken);

    /// <inheritdoc/>
    public Task<ConversationFacts> ReadFactsAsync(FactsQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return ReadTogetherAsync(
            async session =>
            {
                var id = query.ConversationId;
                var facts = await session.FirstAsync(FactsSql, row => ReadFacts(row, id), cancellationToken, ("id", id.Value)).ConfigureAwait(false);
                return facts is not { Exists: true } ? facts ?? new() { ConversationId = id } : facts with
                {
                    Memberships = await ReadMembershipsAsync(session, id, query.Users).ConfigureAwait(false),
                    Message = query.Message is { } message ? await FindSlotAsync(session, id, message, query.Reactor).ConfigureAwait(false) : null,
                    ReplyTo = query.ReplyTo is { } replyTo ? await FindSlotAsync(session, id, replyTo, query.Reactor).ConfigureAwait(false) : null,
                };
            },
            cancellationToken);
    }

    private static ConversationFacts ReadFacts(NpgsqlDataReader row, ConversationId id)
    {
        var state = (HeadState)row.GetInt16(0);
        return new()
        {
            ConversationId = id,
            Settings = state == HeadState.Exists
                ? new() { Subject = row.Text(3), PhotoUrl = row.Text(4), WelcomeMessages = ConversationRows.ReadWelcome(row, 5), Custom = row.Custom(6) }
                : null,
            SettingsVersion = row.GetInt64(1),
            ParticipantCount = row.GetInt32(2),
            HasRemains = state == HeadState.HasRemains,
        };
    }
}
