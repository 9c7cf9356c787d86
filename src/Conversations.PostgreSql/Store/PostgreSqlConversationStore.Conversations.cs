using Conversations.Decisions;
using Conversations.Storage;

namespace Conversations;

/// <content>Reads of conversations.</content>
public sealed partial class PostgreSqlConversationStore
{
    /// <summary>Whether a participant or a former one does not see all of the past, which is looked up only if @hides asks for it.</summary>
    private const string FactsSql =
        $"""
        SELECT c.state, c.settings_version, c.participant_count, c.last_sequence,
            @hides AND EXISTS (
                SELECT 1 FROM @schema.participants h
                WHERE h.conversation_id = @id AND h.visible_from > 1 AND h.visible_from > c.began_after + 1), {SettingsColumns}
        FROM @schema.conversations c WHERE c.conversation_id = @id
        """;

    private static readonly string _findConversationSql =
        $"""
        SELECT {ParticipantColumns}, {ConversationColumns(CountFor("@id"))}, {MessageReader.Columns("@id", "coalesce(p.visible_from, 1)")}
        FROM @schema.conversations c
        LEFT JOIN @schema.participants p ON p.conversation_id = @id AND p.user_id = @viewer AND p.ended_at IS NULL
        LEFT JOIN @schema.messages m ON m.conversation_id = @id AND m.sequence = {LastFor("@id")}
        WHERE c.conversation_id = @id AND c.state = 1 AND (@viewer = '' OR p.user_id IS NOT NULL)
        """;

    // The planner takes an array to be short. A limit that it does not know when it makes the plan it takes for a tenth of all rows. So the ids are an array.
    private static readonly string _listConversationsSql =
        $"""
        SELECT {ConversationColumns("c.message_count")}, {MessageReader.Columns("c.conversation_id", "1")}
        FROM @schema.conversations c
        LEFT JOIN @schema.messages m ON m.conversation_id = c.conversation_id AND m.sequence = c.last_message
        WHERE c.conversation_id = ANY (ARRAY(
            SELECT conversation_id FROM @schema.conversations WHERE conversation_id > @after AND state = 1 ORDER BY conversation_id LIMIT @limit))
        ORDER BY c.conversation_id
        """;

    /// <inheritdoc/>
    public Task<StoredConversation?> FindConversationAsync(
        ConversationId id, UserId? viewer, CancellationToken cancellationToken = default) => ReadAsync(
        session => session.FirstAsync(
            _findConversationSql,
            ReadStored,
            ("viewer", viewer.OrNone()),
            ("id", id.Value)),
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Conversation>> ListConversationsAsync(
        ConversationId? after, int limit, CancellationToken cancellationToken = default) => ReadAsync<IReadOnlyList<Conversation>>(
        async session => await session.AllAsync(
            _listConversationsSql,
            ConversationReader.ReadConversation,
            ("viewer", ""),
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
                var facts = await session.FirstAsync(FactsSql, (ref row) => ReadFacts(ref row, id), ("id", id.Value), ("hides", query.HidesHistory)).ConfigureAwait(false);
                return facts is not { Exists: true } ? facts ?? new() { ConversationId = id } : new()
                {
                    ConversationId = id,
                    Settings = facts.Settings,
                    SettingsVersion = facts.SettingsVersion,
                    ParticipantCount = facts.ParticipantCount,
                    LastSequence = facts.LastSequence,
                    HidesHistory = facts.HidesHistory,
                    Memberships = await ReadMembershipsAsync(session, id, query.Users).ConfigureAwait(false),
                    Message = query.Message is { } message ? await FindSlotAsync(session, id, message, query.Reactor).ConfigureAwait(false) : null,
                    ReplyTo = query.ReplyTo is { } replyTo ? await FindSlotAsync(session, id, replyTo, query.Reactor).ConfigureAwait(false) : null,
                };
            },
            cancellationToken);
    }

    private static string ConversationColumns(string messageCount) =>
        $"""
        c.conversation_id, {SettingsColumns}, c.created_at, c.participant_count, {messageCount}, c.last_sequence, c.last_activity_at, c.version,
        c.settings_version
        """;

    /// <summary>The number of messages in "c" that "p" can see. It is computed from sequences, as the number of unread ones is.</summary>
    private static string CountFor(string id) =>
        $"""
        CASE WHEN p.visible_from > 1
            THEN greatest(c.last_sequence - greatest(p.visible_from - 1, c.began_after), 0) - (
                SELECT count(*) FROM @schema.messages d WHERE d.conversation_id = {id} AND d.sequence >= p.visible_from AND d.text IS NULL)
            ELSE c.message_count
        END
        """;

    /// <summary>
    /// The sequence of the last message of "c" that "p" can see. It is that of the conversation, except while that one is hidden: an imported message may
    /// have a later time than those that were sent after it. Of the others, those that were sent are in the order of their times.
    /// </summary>
    private static string LastFor(string id) =>
        $"""
        CASE WHEN p.visible_from > c.last_message
            THEN CASE WHEN p.visible_from <= c.last_sequence THEN (
                SELECT w.sequence FROM @schema.messages w
                WHERE w.conversation_id = {id} AND w.sequence >= p.visible_from AND w.text IS NOT NULL AND (w.origin = 2 OR w.sequence = c.last_sent)
                ORDER BY w.created_at DESC, w.sequence DESC LIMIT 1) END
            ELSE c.last_message
        END
        """;

    private static StoredConversation ReadStored(ref RowReader row)
    {
        var participant = ConversationReader.ReadParticipantOrNull(ref row);
        return new(ConversationReader.ReadConversation(ref row), participant);
    }

    private static ConversationFacts ReadFacts(ref RowReader row, ConversationId id)
    {
        var (state, settingsVersion, participantCount) = ((HeadState)row.NextInt32(), row.NextInt64(), row.NextInt32());
        var (lastSequence, hidesHistory) = (row.NextInt64(), row.NextBoolean());
        return new()
        {
            ConversationId = id,
            Settings = state == HeadState.Exists ? ConversationReader.ReadSettings(ref row) : null,
            SettingsVersion = settingsVersion,
            ParticipantCount = participantCount,
            LastSequence = lastSequence,
            HidesHistory = hidesHistory && state == HeadState.Exists,
            HasRemains = state == HeadState.HasRemains,
        };
    }
}
