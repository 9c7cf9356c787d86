using Conversations.Decisions;
using Conversations.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Conversations.Operations;

/// <content>Messages, reactions and imports.</content>
internal static partial class ServerOperations
{
    private const int MaxMessages = 10;

    private static IEnumerable<Operation> Messages() =>
    [
        new("GET", "/conversations/{conversationId}/messages", ListMessagesAsync)
        {
            Summary = "Lists messages, the newest first.", Gives = typeof(ListJson<MessageJson>), Query = [.. _page, "orderBy", "orderDirection"],
        },
        new("POST", "/conversations/{conversationId}/messages", SendAsync)
        {
            Summary = "Sends up to ten messages in the given order: all are checked first.", Takes = typeof(MessagesRequest), Gives = typeof(SentJson[]),
        },
        new("GET", "/conversations/{conversationId}/messages/{messageId}", FindMessageAsync) { Summary = "Finds a message.", Gives = typeof(MessageJson) },
        new("PUT", "/conversations/{conversationId}/messages/{messageId}", EditMessageAsync)
        {
            Summary = "Changes a message.", Takes = typeof(MessagePatchRequest), Gives = typeof(EmptyJson), Matches = true,
        },
        new("DELETE", "/conversations/{conversationId}/messages/{messageId}", DeleteMessageAsync) { Summary = "Deletes a message.", Gives = typeof(EmptyJson) },
        new("GET", "/conversations/{conversationId}/messages/{messageId}/reactions", ListReactionsAsync)
        {
            Summary = "Lists who reacted to a message.", Gives = typeof(ListJson<ReactorJson>), Query = ["limit", "cursor"],
        },
        new("PUT", "/conversations/{conversationId}/messages/{messageId}/reactions/{emoji}/{userId}", AddReactionAsync)
        {
            Summary = "Adds the reaction of a user.", Gives = typeof(EmptyJson),
        },
        new("DELETE", "/conversations/{conversationId}/messages/{messageId}/reactions/{emoji}/{userId}", RemoveReactionAsync)
        {
            Summary = "Removes the reaction of a user.", Gives = typeof(EmptyJson),
        },
        new("POST", "/import/conversations/{conversationId}/messages", ImportAsync)
        {
            Summary = "Imports messages with their own times, in the given order.", Takes = typeof(MessagesRequest), Gives = typeof(ImportJson),
        },
    ];

    private static async Task<Answer> ListMessagesAsync(Call call)
    {
        var query = await QueryReader.ReadMessagesAsync(call, call.Conversations.FindMessageAsync).ConfigureAwait(false);
        var page = await call.Conversations.ListMessagesAsync(call.ConversationId, query).PageAsync(call.PageSize, call.Cursor, call.Aborted).ConfigureAwait(false);
        return Answer.Of(new ListJson<MessageJson> { Data = [.. page.Items.Select(MessageJson.OfApp)], Next = page.Next }, HttpJson.Default.ListJsonMessageJson);
    }

    private static async Task<Answer> SendAsync(Call call)
    {
        var (id, items) = (call.ConversationId, call.Read<MessagesRequest>(HttpJson.Default.MessagesRequest).Items);
        if (items.Count is 0 or > MaxMessages)
            throw Refusal.Of("body", $"must have 1 to {MaxMessages} messages");

        if (items.Count > 1 && call.IdempotencyKey is not null)
            throw Refusal.Of("Idempotency-Key", "is for one message; give each message its idempotencyKey");

        // All are checked before the first is sent. What only the database can tell, such as whether the sender takes part, is checked for each.
        // Each has an id before the first is sent, which the answer names whatever happens to the message.
        var drafts = items.Select((item, i) => DraftOf(item, items.Count == 1 ? "" : $"[{i}].", call)).ToArray();
        var sent = new List<SentJson>(drafts.Length);
        var isBroken = false;
        foreach (var (sender, draft) in drafts)
        {
            // After a failure of the storage, a later message must not come before an earlier one that is sent again.
            if (isBroken)
            {
                sent.Add(new() { Id = draft.Id!.Value.Value, Created = false, Error = Problems.Of(503, "NOT_SENT", "An earlier message could not be stored.") });
                continue;
            }

            try
            {
                sent.Add(await SendOneAsync(call, id, sender, draft).ConfigureAwait(false));
            }
            catch (Exception error) when (drafts.Length > 1 && !call.Aborted.IsCancellationRequested)
            {
                var problem = ProblemOf(call.Http, error);
                isBroken = problem.Status == 503;
                sent.Add(new() { Id = draft.Id!.Value.Value, Created = false, Error = problem });
            }
        }

        return Answer.Of(sent.ToArray(), HttpJson.Default.SentJsonArray);
    }

    private static async Task<SentJson> SendOneAsync(Call call, ConversationId id, UserId? sender, MessageDraft draft)
    {
        var result = sender is { } user
            ? await call.Conversations.SendMessageAsync(id, user, draft, call.Aborted).ConfigureAwait(false)
            : await call.Conversations.SendSystemMessageAsync(id, draft, call.Aborted).ConfigureAwait(false);
        return new() { Id = draft.Id!.Value.Value, Created = result.Created, Message = result.Message is { } message ? MessageJson.OfApp(message) : null };
    }

    private static (UserId? Sender, MessageDraft Draft) DraftOf(MessageRequest item, string at, Call call)
    {
        try
        {
            var sender = item.IsSystem ? (UserId?)null : item.From ?? throw Refusal.Of("sender", "is required for a UserMessage");
            var draft = item.ToDraft(call.IdempotencyKey);
            draft.Id ??= MessageId.New();

            // A message alone is checked when it is sent, since a message that was sent before may break a rule of today.
            if (at.Length > 0)
                Check(call, sender, draft);

            return (sender, draft);
        }
        catch (RefusedException error) when (at.Length > 0)
        {
            throw new RefusedException(error.Status, error.Code, at + error.Message, at + error.Field);
        }
        catch (InvalidConversationDataException error) when (at.Length > 0)
        {
            throw new RefusedException(400, "INVALID_DATA", at + error.Message, at + error.Field);
        }
    }

    private static void Check(Call call, UserId? sender, MessageDraft draft)
    {
        var services = call.Http.RequestServices;
        var message = new NewMessage { Id = draft.Id!.Value, Hash = default, SenderId = sender, Text = draft.Text, Custom = draft.Custom };
        new SendMessage { ConversationId = call.ConversationId, Message = message }.Check(
            new(services.GetRequiredService<TimeProvider>().GetUtcNow(), services.GetRequiredService<IOptions<ConversationsOptions>>().Value.Limits));
    }

    private static async Task<Answer> FindMessageAsync(Call call)
    {
        var message = await call.Conversations.FindMessageAsync(call.ConversationId, call.MessageId, call.Aborted).ConfigureAwait(false)
            ?? throw new MessageNotFoundException(call.ConversationId, call.MessageId);
        return Answer.Of(MessageJson.OfApp(message), HttpJson.Default.MessageJson, message.Revision);
    }

    private static async Task<Answer> EditMessageAsync(Call call)
    {
        var patch = call.Read<MessagePatchRequest>(HttpJson.Default.MessagePatchRequest).Patch;
        await call.Conversations.EditMessageAsync(call.ConversationId, call.MessageId, patch, QueryReader.RevisionOf(call), call.Aborted).ConfigureAwait(false);
        return Answer.Done();
    }

    private static async Task<Answer> DeleteMessageAsync(Call call)
    {
        await call.Conversations.DeleteMessageAsync(call.ConversationId, call.MessageId, call.Aborted).ConfigureAwait(false);
        return Answer.Done();
    }

    private static Task<Answer> ListReactionsAsync(Call call) => call.PageAsync(call.Conversations.ListReactionsAsync(call.ConversationId, call.MessageId));

    private static async Task<Answer> AddReactionAsync(Call call)
    {
        await call.Conversations.AddReactionAsync(call.ConversationId, call.MessageId, call.UserId, call.Emoji, call.Aborted).ConfigureAwait(false);
        return Answer.Done();
    }

    private static async Task<Answer> RemoveReactionAsync(Call call)
    {
        await call.Conversations.RemoveReactionAsync(call.ConversationId, call.MessageId, call.UserId, call.Emoji, call.Aborted).ConfigureAwait(false);
        return Answer.Done();
    }

    private static async Task<Answer> ImportAsync(Call call)
    {
        var imported = call.Read<MessagesRequest>(HttpJson.Default.MessagesRequest).Items.Select(ToImported).ToArray();
        var progress = await call.Conversations.ImportAsync(call.ConversationId, imported.ToAsyncEnumerable(), null, call.Aborted).ConfigureAwait(false);
        return Answer.Of(new ImportJson { Stored = progress.Stored, AlreadyThere = progress.AlreadyThere }, HttpJson.Default.ImportJson);
    }

    private static ImportedMessage ToImported(MessageRequest item, int i)
    {
        var draft = item.ToDraft(null);
        return new()
        {
            Id = draft.Id ?? throw Refusal.Of($"[{i}].idempotencyKey", "is required, so that an import can be repeated"),
            SenderId = item.IsSystem ? null : item.From ?? throw Refusal.Of($"[{i}].sender", "is required for a UserMessage"),
            Text = draft.Text,
            Custom = draft.Custom,
            ReplyTo = draft.ReplyTo,
            CreatedAt = UnixTime.Read(item.Timestamp ?? item.CreatedAt ?? throw Refusal.Of($"[{i}].timestamp", "is required"), $"[{i}].timestamp"),
        };
    }
}
