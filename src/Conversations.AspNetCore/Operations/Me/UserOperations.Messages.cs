using Conversations.Json;

namespace Conversations.Operations;

/// <content>Messages and reactions.</content>
internal static partial class UserOperations
{
    private static IEnumerable<Operation> Messages() =>
    [
        new("GET", "/conversations/{conversationId}/messages", ListMessagesAsync)
        {
            Summary = "Lists messages with the names of those who wrote them, the newest first, or around a message.", Gives = typeof(MessagePageJson),
            Query = [.. _page, "startingAfter", "before", "after", "around", "orderBy", "orderDirection"],
        },
        new("POST", "/conversations/{conversationId}/messages", SendAsync)
        {
            Summary = "Sends a message. With an idempotency key it can be repeated.", Takes = typeof(MessageRequest), Gives = typeof(SentJson),
        },
        new("GET", "/conversations/{conversationId}/messages/{messageId}", FindMessageAsync) { Summary = "Finds a message.", Gives = typeof(MessageJson) },
        new("PATCH", "/conversations/{conversationId}/messages/{messageId}", EditMessageAsync)
        {
            Summary = "Changes an own message.", Takes = typeof(MessagePatchRequest), Gives = typeof(MessageJson), Matches = true,
        },
        new("DELETE", "/conversations/{conversationId}/messages/{messageId}", DeleteMessageAsync) { Summary = "Deletes an own message.", Gives = typeof(EmptyJson) },
        new("GET", "/conversations/{conversationId}/messages/{messageId}/reactions", ListReactionsAsync)
        {
            Summary = "Lists who reacted to a message.", Gives = typeof(ListJson<ReactorJson>), Query = _page,
        },
        new("PUT", "/conversations/{conversationId}/messages/{messageId}/reactions/{emoji}", AddReactionAsync) { Summary = "Reacts to a message.", Gives = typeof(EmptyJson) },
        new("DELETE", "/conversations/{conversationId}/messages/{messageId}/reactions/{emoji}", RemoveReactionAsync)
        {
            Summary = "Takes a reaction back.", Gives = typeof(EmptyJson),
        },
    ];

    private static async Task<Answer> ListMessagesAsync(Call call)
    {
        var query = await QueryReader.ReadMessagesAsync(call, call.Session.FindMessageAsync).ConfigureAwait(false);
        var page = await call.Session.ListMessagesAsync(call.ConversationId, query).PageAsync(call.PageSize, call.Cursor, call.Aborted).ConfigureAwait(false);
        var users = await FindUsersAsync(call.Http.RequestServices, AuthorsOf(page.Items), call.Aborted).ConfigureAwait(false);
        return Answer.Of(PageOf(page, users), HttpJson.Default.MessagePageJson);
    }

    private static async Task<Answer> SendAsync(Call call)
    {
        var draft = call.Read<MessageRequest>(HttpJson.Default.MessageRequest).ToDraft(call.IdempotencyKey);
        draft.Id ??= MessageId.New();
        var result = await call.Session.SendMessageAsync(call.ConversationId, draft, call.Aborted).ConfigureAwait(false);
        return Answer.Of(
            new SentJson { Id = draft.Id.Value.Value, Created = result.Created, Message = result.Message is { } message ? MessageJson.OfUser(message) : null },
            HttpJson.Default.SentJson,
            result.Message?.Revision);
    }

    private static async Task<Answer> FindMessageAsync(Call call)
    {
        var message = await call.Session.FindMessageAsync(call.ConversationId, call.MessageId, call.Aborted).ConfigureAwait(false)
            ?? throw new MessageNotFoundException(call.ConversationId, call.MessageId);
        return Answer.Of(MessageJson.OfUser(message), HttpJson.Default.MessageJson, message.Revision);
    }

    private static async Task<Answer> EditMessageAsync(Call call)
    {
        var patch = call.Read<MessagePatchRequest>(HttpJson.Default.MessagePatchRequest).Patch;
        var message = await call.Session.EditMessageAsync(call.ConversationId, call.MessageId, patch, QueryReader.RevisionOf(call), call.Aborted).ConfigureAwait(false);
        return Answer.Of(MessageJson.OfUser(message), HttpJson.Default.MessageJson, message.Revision);
    }

    private static async Task<Answer> DeleteMessageAsync(Call call)
    {
        await call.Session.DeleteMessageAsync(call.ConversationId, call.MessageId, call.Aborted).ConfigureAwait(false);
        return Answer.Done();
    }

    private static Task<Answer> ListReactionsAsync(Call call) => call.PageAsync(call.Session.ListReactionsAsync(call.ConversationId, call.MessageId));

    private static async Task<Answer> AddReactionAsync(Call call)
    {
        await call.Session.AddReactionAsync(call.ConversationId, call.MessageId, call.Emoji, call.Aborted).ConfigureAwait(false);
        return Answer.Done();
    }

    private static async Task<Answer> RemoveReactionAsync(Call call)
    {
        await call.Session.RemoveReactionAsync(call.ConversationId, call.MessageId, call.Emoji, call.Aborted).ConfigureAwait(false);
        return Answer.Done();
    }

    private static IEnumerable<UserId?> AuthorsOf(IEnumerable<Message> messages) => messages.SelectMany(one => new[] { one.SenderId, one.RepliedTo?.SenderId });

    private static MessagePageJson PageOf(Page<Message> page, IReadOnlyDictionary<UserId, User> users) => new()
    {
        Data = [.. page.Items.Select(MessageJson.OfUser)],
        Next = page.Next,
        Users = AuthorsOf(page.Items).OfType<UserId>().Distinct().Where(users.ContainsKey).ToDictionary(id => id.Value, id => NameJson.Of(users[id])),
    };
}
