using Conversations.Json;

namespace Conversations.Operations;

/// <content>The inbox, and conversations.</content>
internal static partial class UserOperations
{
    private static IEnumerable<Operation> Conversations() =>
    [
        new("GET", "/conversations", ListInboxAsync)
        {
            Summary = "Lists the inbox, the most recent first: only conversations with a message, unless includeEmpty is true.", Gives = typeof(ListJson<EntryJson>),
            Query = [.. _page, "startingAfter", "includeEmpty", "unreadsOnly", .. QueryReader.Filters],
        },
        new("GET", "/unread", CountUnreadAsync) { Summary = "Counts unread conversations and messages for a badge.", Gives = typeof(UnreadJson) },
        new("GET", "/conversations/{conversationId}", OpenAsync)
        {
            Summary = "Gets what a screen needs to show a conversation: its entry, its newest messages, and its first participants.", Gives = typeof(ScreenJson),
            Query = ["limit"],
        },
        new("GET", "/conversations/{conversationId}/entry", FindEntryAsync) { Summary = "Gets the entry of one conversation in the inbox.", Gives = typeof(EntryJson) },
        new("PUT", "/conversations/{conversationId}", SetAsync)
        {
            Summary = "Creates or changes a conversation, if users may manage conversations.", Takes = typeof(ConversationRequest), Gives = typeof(ConversationJson), Matches = true,
        },
        new("PUT", "/one-on-ones/{userId}", OpenOneOnOneAsync)
        {
            Summary = "Finds or creates the 1-on-1 with another user.", Gives = typeof(ConversationJson),
        },
        new("POST", "/conversations/{conversationId}/read", MarkAsReadAsync)
        {
            Summary = "Marks messages as read.", Takes = typeof(ReadRequest), Gives = typeof(ReadStateJson),
        },
        new("POST", "/conversations/{conversationId}/unread", MarkAsUnreadAsync) { Summary = "Marks a conversation as unread.", Gives = typeof(ReadStateJson) },
        new("POST", "/conversations/{conversationId}/typing", SetTypingAsync)
        {
            Summary = "Tells others that the user types, for ten seconds.", Takes = typeof(TypingRequest), Gives = typeof(EmptyJson),
        },
    ];

    private static async Task<Answer> ListInboxAsync(Call call)
    {
        var query = QueryReader.ReadConversations(call);
        query = new() { IncludeEmpty = call.FlagOf("includeEmpty"), Filters = query.Filters, After = query.After };
        var page = await call.Session.ListInboxAsync(query).PageAsync(call.PageSize, call.Cursor, call.Aborted).ConfigureAwait(false);
        return Answer.Of(new ListJson<EntryJson> { Data = [.. page.Items.Select(EntryJson.Of)], Next = page.Next }, HttpJson.Default.ListJsonEntryJson);
    }

    private static async Task<Answer> CountUnreadAsync(Call call)
    {
        var totals = await call.Session.CountUnreadAsync(call.Aborted).ConfigureAwait(false);
        return Answer.Of(new UnreadJson { Conversations = totals.Conversations, Messages = totals.Messages, IsExact = totals.IsExact }, HttpJson.Default.UnreadJson);
    }

    private static async Task<Answer> OpenAsync(Call call)
    {
        var id = call.ConversationId;
        var entry = await call.Session.FindEntryAsync(id, call.Aborted).ConfigureAwait(false) ?? throw NotFound(call);
        var messages = await call.Session.ListMessagesAsync(id).PageAsync(call.PageSize, null, call.Aborted).ConfigureAwait(false);
        var participants = await call.Session.ListParticipantsAsync(id).PageAsync(call.MaxPageSize, null, call.Aborted).ConfigureAwait(false);
        var read = await call.Session.FindEveryoneReadUpToAsync(id, call.Aborted).ConfigureAwait(false);
        var shown = participants.Items.Select(one => (UserId?)one.UserId).Concat(AuthorsOf(messages.Items));
        var users = await FindUsersAsync(call.Http.RequestServices, shown, call.Aborted).ConfigureAwait(false);
        return Answer.Of(
            new ScreenJson
            {
                Entry = EntryJson.Of(entry),
                Messages = PageOf(messages, users),
                Participants = [.. participants.Items.Select(one => VisibleParticipantJson.Of(one, users))],
                EveryoneReadUpTo = read,
            },
            HttpJson.Default.ScreenJson,
            entry.Conversation.SettingsVersion);
    }

    private static async Task<Answer> FindEntryAsync(Call call)
    {
        var entry = await call.Session.FindEntryAsync(call.ConversationId, call.Aborted).ConfigureAwait(false) ?? throw NotFound(call);
        return Answer.Of(EntryJson.Of(entry), HttpJson.Default.EntryJson, entry.Conversation.SettingsVersion);
    }

    private static async Task<Answer> SetAsync(Call call)
    {
        var patch = call.Read<ConversationRequest>(HttpJson.Default.ConversationRequest).Patch;
        return Found(await call.Session.SetAsync(call.ConversationId, patch, call.Expected, call.Aborted).ConfigureAwait(false));
    }

    private static async Task<Answer> OpenOneOnOneAsync(Call call) =>
        Found((await call.Session.OpenOneOnOneAsync(call.UserId, null, call.Aborted).ConfigureAwait(false)).Conversation);

    private static Answer Found(Conversation conversation) =>
        Answer.Of(ConversationJson.OfUser(conversation), HttpJson.Default.ConversationJson, conversation.SettingsVersion);

    private static async Task<Answer> MarkAsReadAsync(Call call)
    {
        var upTo = call.ReadOptional<ReadRequest>(HttpJson.Default.ReadRequest)?.UpTo;
        return Answer.Of(
            ReadStateJson.Of(await call.Session.MarkAsReadAsync(call.ConversationId, upTo, call.Aborted).ConfigureAwait(false)), HttpJson.Default.ReadStateJson);
    }

    private static async Task<Answer> MarkAsUnreadAsync(Call call) => Answer.Of(
        ReadStateJson.Of(await call.Session.MarkAsUnreadAsync(call.ConversationId, call.Aborted).ConfigureAwait(false)), HttpJson.Default.ReadStateJson);

    private static async Task<Answer> SetTypingAsync(Call call)
    {
        var isTyping = call.ReadOptional<TypingRequest>(HttpJson.Default.TypingRequest)?.IsTyping ?? true;
        await call.Session.SetTypingAsync(call.ConversationId, isTyping, call.Aborted).ConfigureAwait(false);
        return Answer.Done();
    }
}
