using Conversations.Storage;
using Microsoft.Data.Sqlite;

namespace Conversations;

/// <content>Reading conversations.</content>
public sealed partial class SqliteConversationStore
{
    private const int ConversationWidth = 12;

    private const string ConversationColumns =
        """
        c.id, c.subject, c.photo_url, c.welcome_messages, c.custom, c.created_at, c.participant_count, c.message_count, c.last_sequence, c.last_activity_at,
        c.version, c.settings_version
        """;

    private const string JoinLastMessage = $"LEFT JOIN messages m ON m.conversation = c.number AND m.sequence = c.last_message {MessageRows.JoinAnswered}";

    private const string FactsSql =
        """
        SELECT number, state, settings_version, participant_count, subject, photo_url, welcome_messages, custom
        FROM conversations WHERE id = $id
        """;

    private static readonly string _findConversationSql =
        $"""
        SELECT {ConversationColumns}, {ParticipantColumns}, {MessageRows.Columns}
        FROM conversations c
        LEFT JOIN participants p ON p.conversation = c.number AND p.user_id = $viewer AND p.ended_at IS NULL
        {JoinLastMessage}
        WHERE c.id = $id AND c.state = 1 AND ($viewer IS NULL OR p.user_id IS NOT NULL)
        """;

    private static readonly string _listConversationsSql =
        $"""
        SELECT {ConversationColumns}, {MessageRows.Columns}
        FROM (SELECT * FROM conversations WHERE id > $after AND state = 1 ORDER BY id LIMIT $limit) c
        {JoinLastMessage}
        ORDER BY c.id
        """;

    /// <inheritdoc/>
    public Task<StoredConversation?> FindConversationAsync(
        ConversationId id, UserId? viewer, CancellationToken cancellationToken = default) => ReadAsync(
        session => session.First(
            _findConversationSql,
            row => new StoredConversation(
                ConversationRows.ReadConversation(row, ConversationWidth + ParticipantWidth),
                row.IsDBNull(ConversationWidth) ? null : ConversationRows.ReadParticipant(row, ConversationWidth)),
            ("$viewer", viewer?.Value),
            ("$id", id.Value)),
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Conversation>> ListConversationsAsync(
        ConversationId? after, int limit, CancellationToken cancellationToken = default) => ReadAsync<IReadOnlyList<Conversation>>(
        session => session.All(
            _listConversationsSql,
            static row => ConversationRows.ReadConversation(row, ConversationWidth),
            ("$viewer", null),
            ("$after", after?.Value ?? ""),
            ("$limit", limit)),
        cancellationToken);

    /// <inheritdoc/>
    public Task<ConversationFacts> ReadFactsAsync(FactsQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return ReadTogetherAsync(
            session =>
            {
                var id = query.ConversationId;
                if (session.First(FactsSql, row => ReadFacts(row, id), ("$id", id.Value)) is not { } found)
                    return new() { ConversationId = id };

                var (number, facts) = found;
                return !facts.Exists ? facts : facts with
                {
                    Memberships = ReadMemberships(session, number, query.Users),
                    Message = query.Message is { } message ? FindSlot(session, number, id, message, query.Reactor) : null,
                    ReplyTo = query.ReplyTo is { } replyTo ? FindSlot(session, number, id, replyTo, query.Reactor) : null,
                };
            },
            cancellationToken);
    }

    private static StoredFacts ReadFacts(SqliteDataReader row, ConversationId id)
    {
        var state = (HeadState)row.GetInt32(1);
        return new(row.GetInt64(0), new()
        {
            ConversationId = id,
            Settings = state == HeadState.Exists
                ? new() { Subject = row.Text(4), PhotoUrl = row.Text(5), WelcomeMessages = ConversationRows.ReadWelcome(row, 6), Custom = row.Custom(7) }
                : null,
            SettingsVersion = row.GetInt64(2),
            ParticipantCount = row.GetInt32(3),
            HasRemains = state == HeadState.HasRemains,
        });
    }

    private sealed record StoredFacts(long Number, ConversationFacts Facts);
}
