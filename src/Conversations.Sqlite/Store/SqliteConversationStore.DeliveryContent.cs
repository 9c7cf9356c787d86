using Conversations.Storage;

namespace Conversations;

/// <content>What is delivered: changes, with the conversation and the messages as they are now. The number of statements does not depend on that of ranges.</content>
public sealed partial class SqliteConversationStore
{
    private static readonly string _listLogsSql =
        $"""
        SELECT k.key, c.number, c.log_after, c.version, c.state, {ConversationColumns}, {MessageReader.Columns}
        FROM json_each($ids) k
        CROSS JOIN conversations c ON c.id = k.value
        LEFT JOIN messages m ON m.conversation = c.number AND m.sequence = c.last_message
        {MessageReader.JoinAnswered}
        """;

    private static readonly string _listDeliveredSql =
        $"""
        SELECT k.value ->> 0, {MessageReader.Columns}
        FROM json_each($messages) k
        CROSS JOIN messages m ON m.conversation = k.value ->> 1 AND m.sequence = k.value ->> 2 AND m.text IS NOT NULL
        {MessageReader.JoinAnswered}
        """;

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeliveryContent>> ReadContentAsync(
        IReadOnlyList<DeliveryRange> ranges, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ranges);
        return ReadTogetherAsync<IReadOnlyList<DeliveryContent>>(session => ReadContent(session, ranges), cancellationToken);
    }

    private static DeliveryContent[] ReadContent(SqliteSession session, IReadOnlyList<DeliveryRange> ranges)
    {
        // A conversation that never existed has no row, and its log is empty.
        var none = new DeliveryLog(new(0, 0, 0), null);
        var logs = Enumerable.Repeat(none, ranges.Count).ToArray();
        foreach (var (place, log) in session.All(_listLogsSql, ReadLog, ("$viewer", null), ("$ids", ToJson(ranges.Select(range => range.ConversationId.Value)))))
            logs[place] = log;

        var slices = ListChanges(session, ranges, [.. logs.Select(log => log.Start)]);
        var messages = ReadDelivered(session, ranges, logs, slices);
        return [.. ranges.Select((range, place) => Compose(range, logs[place], slices[place], messages[place]))];
    }

    /// <summary>Reads the messages that the changes of ranges are about, each with the place of its range.</summary>
    private static ILookup<int, Message> ReadDelivered(
        SqliteSession session, IReadOnlyList<DeliveryRange> ranges, DeliveryLog[] logs, ChangeSlice[] slices)
    {
        var keys = slices.SelectMany((slice, place) => logs[place].Conversation is null || !ranges[place].ReadsMessages
            ? []
            : slice.Changes.OfType<MessageChange>().Select(change => change.Sequence).Distinct()
                .Select(sequence => $"[{Text(place)},{Text(logs[place].Start.Number)},{Text(sequence)}]")).ToList();
        var rows = keys.Count == 0 ? [] : session.All(
            _listDeliveredSql,
            (ref row) =>
            {
                var place = row.NextInt32();
                return (Place: place, Message: MessageReader.Read(ref row, ranges[place].ConversationId)!);
            },
            ("$viewer", null),
            ("$messages", ToJsonArray(keys)));
        return rows.ToLookup(line => line.Place, line => line.Message);
    }

    private static DeliveryContent Compose(DeliveryRange range, DeliveryLog log, ChangeSlice slice, IEnumerable<Message> messages)
    {
        var upTo = slice.Changes.Count < range.Limit ? log.Start.Version : slice.Changes[^1].Version;
        return new(log.Start.After, upTo, slice, log.Conversation, messages.ToDictionary(message => message.Id));
    }

    private static (int Place, DeliveryLog Log) ReadLog(ref RowReader row)
    {
        var (place, start) = (row.NextInt32(), new LogStart(row.NextInt64(), row.NextInt64(), row.NextInt64()));
        var exists = (HeadState)row.NextInt32() == HeadState.Exists;
        return (place, new(start, exists ? ConversationReader.ReadConversation(ref row) : null));
    }

    /// <summary>Where the log of a conversation begins, and the conversation if it exists.</summary>
    private sealed record DeliveryLog(LogStart Start, Conversation? Conversation);
}
