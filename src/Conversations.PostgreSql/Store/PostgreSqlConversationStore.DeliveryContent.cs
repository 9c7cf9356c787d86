using Conversations.Storage;

namespace Conversations;

/// <content>What is delivered: changes, with the conversation and the messages as they are now.</content>
public sealed partial class PostgreSqlConversationStore
{
    private static readonly string _contentConversationsSql =
        $"""
        SELECT c.log_after, c.state, {ConversationColumns("c.message_count")}, {MessageReader.Columns("c.conversation_id")}
        FROM @schema.conversations c
        LEFT JOIN @schema.messages m ON m.conversation_id = c.conversation_id AND m.sequence = c.last_message
        {MessageReader.JoinAnswered("c.conversation_id", "1")}
        WHERE c.conversation_id = ANY (@conversations)
        """;

    private static readonly string _contentMessagesSql =
        $"""
        SELECT k.conversation_id, {MessageReader.Columns("m.conversation_id")}
        FROM unnest(@conversations, @messages) AS k (conversation_id, message_id)
        JOIN @schema.messages m ON m.conversation_id = k.conversation_id AND m.message_id = k.message_id AND m.text IS NOT NULL
        {MessageReader.JoinAnswered("m.conversation_id", "1")}
        """;

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeliveryContent>> ReadContentAsync(
        IReadOnlyList<DeliveryRange> ranges, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ranges);
        return ReadTogetherAsync<IReadOnlyList<DeliveryContent>>(
            async session =>
            {
                var logs = await ReadLogsAsync(session, ranges).ConfigureAwait(false);
                var slices = await ReadSlicesAsync(session, ranges, logs).ConfigureAwait(false);
                var messages = await ReadMessagesAsync(session, slices, logs).ConfigureAwait(false);
                return
                [
                    .. ranges.Select((range, i) => new DeliveryContent(
                        logs.GetValueOrDefault(range.ConversationId)?.After ?? 0,
                        slices[i],
                        logs.GetValueOrDefault(range.ConversationId)?.Conversation,
                        slices[i].Changes.OfType<MessageChange>().Select(change => change.MessageId).Distinct()
                            .Where(id => messages.ContainsKey((range.ConversationId, id)))
                            .ToDictionary(id => id, id => messages[(range.ConversationId, id)]))),
                ];
            },
            cancellationToken);
    }

    private static async Task<Dictionary<ConversationId, Log>> ReadLogsAsync(PostgreSqlSession session, IReadOnlyList<DeliveryRange> ranges)
    {
        var rows = await session.AllAsync(
            _contentConversationsSql,
            static (ref row) =>
            {
                var (after, state, conversation) = (row.NextInt64(), (HeadState)row.NextInt32(), ConversationReader.ReadConversation(ref row));
                return (conversation.Id, Log: new Log(after, state == HeadState.Exists ? conversation : null));
            },
            ("viewer", ""),
            ("conversations", ranges.Select(range => range.ConversationId.Value).Distinct().ToArray())).ConfigureAwait(false);
        return rows.ToDictionary(row => row.Id, row => row.Log);
    }

    private static async Task<List<ChangeSlice>> ReadSlicesAsync(
        PostgreSqlSession session, IReadOnlyList<DeliveryRange> ranges, Dictionary<ConversationId, Log> logs)
    {
        List<DeliveryRange> known = [.. ranges.Where(range => logs.ContainsKey(range.ConversationId))];
        var found = known.Count == 0 ? [] : await session.AllOfEachAsync<Change>(
            ListChangesSql,
            index => (ref row) => ChangeReader.Read(ref row, known[index].ConversationId),
            known.Select(range => new (string, object?)[]
            {
                ("id", range.ConversationId.Value), ("after", Math.Max(range.After, logs[range.ConversationId].After)), ("limit", range.Limit),
            })).ConfigureAwait(false);
        var (slices, next) = (new List<ChangeSlice>(), 0);
        foreach (var range in ranges)
        {
            slices.Add(logs.TryGetValue(range.ConversationId, out var log)
                ? new(found[next++], IsPruned: range.After < log.After)
                : new([], IsPruned: false));
        }

        return slices;
    }

    private static async Task<Dictionary<(ConversationId, MessageId), Message>> ReadMessagesAsync(
        PostgreSqlSession session, List<ChangeSlice> slices, Dictionary<ConversationId, Log> logs)
    {
        List<(ConversationId Conversation, MessageId Message)> ids =
        [
            .. slices.SelectMany(slice => slice.Changes).OfType<MessageChange>()
                .Where(change => logs[change.ConversationId].Conversation is not null)
                .Select(change => (change.ConversationId, change.MessageId)).Distinct(),
        ];
        var rows = ids.Count == 0 ? [] : await session.AllAsync(
            _contentMessagesSql,
            static (ref row) => MessageReader.Read(ref row, row.NextConversation())!,
            ("viewer", ""),
            ("conversations", ids.Select(id => id.Conversation.Value).ToArray()),
            ("messages", ids.Select(id => id.Message.Value).ToArray())).ConfigureAwait(false);
        return rows.ToDictionary(message => (message.ConversationId, message.Id));
    }

    /// <summary>A conversation's row: after which version its log begins, and the conversation if it exists.</summary>
    private sealed record Log(long After, Conversation? Conversation);
}
