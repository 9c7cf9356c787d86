using Conversations.Decisions;
using Conversations.Storage;

namespace Conversations;

/// <content>Reads conversations, and the facts for a decision.</content>
public sealed partial class SqliteConversationStore
{
    private const string ConversationColumns =
        $"""
        c.id, {SettingsColumns}, c.created_at, c.participant_count, c.message_count, c.last_sequence, c.last_activity_at, c.version, c.settings_version
        """;

    /// <summary>The columns of "c" as the participant "p" sees it.</summary>
    private const string VisibleConversationColumns =
        $"""
        c.id, {SettingsColumns}, c.created_at, c.participant_count, {Visible.Count}, c.last_sequence, c.last_activity_at, c.version, c.settings_version
        """;

    private const string FactsSql =
        $"""
        SELECT c.number, c.state, c.settings_version, c.participant_count, c.last_sequence, {SettingsColumns}
        FROM conversations c WHERE c.id = $id
        """;

    /// <summary>Participants and former ones who do not see all of the past. The first condition allows the index.</summary>
    private const string HidesHistory =
        """
        conversation = $conversation AND visible_from > 1
            AND visible_from > (SELECT c.sequence_after + 1 FROM conversations c WHERE c.number = $conversation)
        """;

    private const string HidesHistorySql = $"SELECT 1 FROM participants INDEXED BY participants_hidden WHERE {HidesHistory} LIMIT 1";

    private static readonly string _findConversationSql =
        $"""
        SELECT {ParticipantColumns}, {VisibleConversationColumns}, {MessageReader.Columns}
        FROM conversations c
        {JoinViewer}
        {Visible.JoinLast}
        WHERE {SeenByViewer}
        """;

    private static readonly string _listConversationsSql =
        $"""
        SELECT {ConversationColumns}, {MessageReader.Columns}
        FROM (SELECT * FROM conversations WHERE id > $after AND state = 1 ORDER BY id LIMIT $limit + 0) c
        LEFT JOIN messages m ON m.conversation = c.number AND m.sequence = c.last_message
        {MessageReader.JoinAnswered}
        ORDER BY c.id
        """;

    /// <inheritdoc/>
    public Task<StoredConversation?> FindConversationAsync(
        ConversationId id, UserId? viewer, CancellationToken cancellationToken = default) => ReadAsync(
        session => session.First(
            _findConversationSql,
            ReadStored,
            ("$viewer", viewer?.Value),
            ("$id", id.Value)),
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Conversation>> ListConversationsAsync(
        ConversationId? after, int limit, CancellationToken cancellationToken = default) => ReadAsync<IReadOnlyList<Conversation>>(
        session => session.All(
            _listConversationsSql,
            ConversationReader.ReadConversation,
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
                if (session.First(FactsSql, (ref row) => ReadFacts(ref row, id), ("$id", id.Value)) is not { } found)
                    return new() { ConversationId = id };

                var (number, facts) = found;
                return !facts.Exists ? facts : new()
                {
                    ConversationId = id,
                    Settings = facts.Settings,
                    SettingsVersion = facts.SettingsVersion,
                    ParticipantCount = facts.ParticipantCount,
                    LastSequence = facts.LastSequence,
                    HidesHistory = query.HidesHistory && session.First(HidesHistorySql, static (ref _) => true, ("$conversation", number)),
                    Memberships = ReadMemberships(session, number, query.Users),
                    Message = query.Message is { } message ? FindSlot(session, number, id, message, query.Reactor) : null,
                    ReplyTo = query.ReplyTo is { } replyTo ? FindSlot(session, number, id, replyTo, query.Reactor) : null,
                };
            },
            cancellationToken);
    }

    private static StoredConversation ReadStored(ref RowReader row)
    {
        var participant = ConversationReader.ReadParticipantOrNull(ref row);
        return new(ConversationReader.ReadConversation(ref row), participant);
    }

    private static StoredFacts ReadFacts(ref RowReader row, ConversationId id)
    {
        var (number, state, settingsVersion) = (row.NextInt64(), (HeadState)row.NextInt32(), row.NextInt64());
        var (participantCount, lastSequence) = (row.NextInt32(), row.NextInt64());
        return new(number, new()
        {
            ConversationId = id,
            Settings = state == HeadState.Exists ? ConversationReader.ReadSettings(ref row) : null,
            SettingsVersion = settingsVersion,
            ParticipantCount = participantCount,
            LastSequence = lastSequence,
            HasRemains = state == HeadState.HasRemains,
        });
    }

    private sealed record StoredFacts(long Number, ConversationFacts Facts);
}
