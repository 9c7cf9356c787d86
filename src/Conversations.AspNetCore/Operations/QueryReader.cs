namespace Conversations.Operations;

/// <summary>Reads the parameters of lists.</summary>
internal static class QueryReader
{
    /// <summary>Gets the names of the parameters that filter conversations.</summary>
    internal static IReadOnlyList<string> Filters { get; } = ["lastMessageAfter", "lastMessageBefore", "filter", "orderBy", "orderDirection"];

    /// <summary>Reads which conversations to list. Those without messages are listed, as in TalkJS.</summary>
    internal static ConversationQuery ReadConversations(Call call)
    {
        var filters = new List<ConversationFilter>();
        var (after, before) = (call.TimeOf("lastMessageAfter"), call.TimeOf("lastMessageBefore"));
        if (after is not null || before is not null)
            filters.Add(ConversationFilter.LastActivity(after, before));

        if (call.FlagOf("unreadsOnly"))
            filters.Add(ConversationFilter.Unread());

        if (call.TextOf("filter") is { } json)
            FilterReader.ReadInto(filters, json);

        if (call.TextOf("orderBy") is not (null or "lastActivity"))
            throw Refusal.Of("orderBy", "must be lastActivity");

        if (call.TextOf("orderDirection") is not (null or "DESC"))
            throw Refusal.Of("orderDirection", "must be DESC");

        return new()
        {
            IncludeEmpty = true,
            Filters = filters,
            After = call.TextOf("startingAfter") is { } id ? Refusal.IdOf<ConversationId>(id, "startingAfter") : null,
        };
    }

    /// <summary>Reads which messages to list.</summary>
    internal static async Task<MessageQuery> ReadMessagesAsync(Call call, Func<ConversationId, MessageId, CancellationToken, Task<Message?>> find)
    {
        if (call.TextOf("orderBy") is not (null or "createdAt"))
            throw Refusal.Of("orderBy", "must be createdAt");

        var isAscending = call.TextOf("orderDirection") switch
        {
            null or "DESC" => false,
            "ASC" => true,
            _ => throw Refusal.Of("orderDirection", "must be ASC or DESC"),
        };
        var start = call.TextOf("startingAfter") is { } id
            ? (await find(call.ConversationId, Refusal.IdOf<MessageId>(id, "startingAfter"), call.Aborted).ConfigureAwait(false)
                ?? throw Refusal.Of("startingAfter", "must be a message of the conversation")).Sequence
            : (long?)null;
        var query = new MessageQuery { Before = call.NumberOf("before"), After = call.NumberOf("after"), Around = call.NumberOf("around") };
        if ((start is not null || isAscending) && (query.Before ?? query.After ?? query.Around) is not null)
            throw Refusal.Of("orderDirection", "and startingAfter cannot be combined with before, after and around");

        return (start, isAscending) switch
        {
            (null, false) => query,
            (_, true) => new() { After = start ?? 0 },
            _ => new() { Before = start },
        };
    }

    /// <summary>Returns the revision that the caller expects, or null.</summary>
    internal static int? RevisionOf(Call call) => call.Expected is { } expected
        ? (int)Math.Min(expected, int.MaxValue)
        : null;
}
