using System.Text.Json;
using Conversations.Json;
using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Operations;

/// <content>Users, and the conversations of a user.</content>
internal static partial class ServerOperations
{
    private const int MaxUsers = 100;

    private static IEnumerable<Operation> Users() =>
    [
        new("GET", "/users/{userId}", FindUserAsync) { Summary = "Finds a user.", Gives = typeof(UserJson) },
        new("PUT", "/users/{userId}", SetUserAsync) { Summary = "Creates or changes a user.", Takes = typeof(UserRequest), Gives = typeof(EmptyJson) },
        new("GET", "/users", ListUsersAsync) { Summary = "Lists users by their ids.", Gives = typeof(ListJson<UserJson>), Query = _page },
        new("PUT", "/users", SetUsersAsync)
        {
            Summary = "Creates or changes up to 100 users, in the given order.", Takes = typeof(UsersRequest), Gives = typeof(EmptyJson),
        },
        new("GET", "/users/{userId}/conversations", ListInboxAsync)
        {
            Summary = "Lists the conversations of a user, the most recent first.", Gives = typeof(ListJson<ConversationJson>),
            Query = [.. _page, .. QueryReader.Filters, "unreadsOnly"],
        },
        new("PATCH", "/users/{userId}/conversations/{conversationId}", PatchInboxAsync)
        {
            Summary = "Moves what a user has read of a conversation.", Takes = typeof(UserConversationRequest), Gives = typeof(EmptyJson),
        },
    ];

    private static async Task<Answer> FindUserAsync(Call call) => Answer.Of(
        UserJson.Of(await call.Conversations.FindUserAsync(call.UserId, call.Aborted).ConfigureAwait(false)
            ?? throw new RefusedException(404, "USER_NOT_FOUND", "The user does not exist.")),
        HttpJson.Default.UserJson);

    private static async Task<Answer> SetUserAsync(Call call)
    {
        await call.Conversations.SetUserAsync(call.UserId, call.Read<UserRequest>(HttpJson.Default.UserRequest).Patch, call.Aborted).ConfigureAwait(false);
        return Answer.Done();
    }

    private static async Task<Answer> SetUsersAsync(Call call)
    {
        // All ids are read before the first user is written.
        var users = call.Read<UsersRequest>(HttpJson.Default.UsersRequest).Items;
        if (users.Count > MaxUsers)
            throw Refusal.Of("body", $"must have at most {MaxUsers} users");

        foreach (var (id, patch) in users)
            await call.Conversations.SetUserAsync(id, patch, call.Aborted).ConfigureAwait(false);

        return Answer.Done();
    }

    private static async Task<Answer> ListUsersAsync(Call call)
    {
        var after = call.TextOf("startingAfter") is { } id ? Refusal.IdOf<UserId>(id, "startingAfter") : (UserId?)null;
        if (call.Cursor is { } cursor)
            after = Refusal.IdOf<UserId>(cursor, "cursor");

        var services = call.Http.RequestServices;
        if (services.GetRequiredService<IUserLookup>().HasDirectory)
            throw new RefusedException(501, "NOT_SUPPORTED", "The app has a user directory of its own, which has no list.");

        var size = call.PageSize;
        var users = await services.GetRequiredService<IConversationStore>().ListUsersAsync(after, size + 1, call.Aborted).ConfigureAwait(false);
        return Answer.Of(
            new ListJson<UserJson> { Data = [.. users.Take(size).Select(one => UserJson.Of(one.User))], Next = users.Count > size ? users[size - 1].User.Id.Value : null },
            HttpJson.Default.ListJsonUserJson);
    }

    private static async Task<Answer> ListInboxAsync(Call call)
    {
        var page = await call.Conversations.ListInboxAsync(call.UserId, QueryReader.ReadConversations(call))
            .PageAsync(call.PageSize, call.Cursor, call.Aborted).ConfigureAwait(false);
        var data = new List<ConversationJson>(page.Items.Count);
        foreach (var entry in page.Items)
        {
            var participants = await FirstParticipantsAsync(call, entry.Conversation.Id).ConfigureAwait(false);
            data.Add(ConversationJson.OfApp(entry.Conversation, participants, entry));
        }

        return Answer.Of(new ListJson<ConversationJson> { Data = data, Next = page.Next }, HttpJson.Default.ListJsonConversationJson);
    }

    private static async Task<Answer> PatchInboxAsync(Call call)
    {
        var (id, user, patch) = (call.ConversationId, call.UserId, call.Read<UserConversationRequest>(HttpJson.Default.UserConversationRequest));
        if (patch.ReadUntil is { ValueKind: not JsonValueKind.Null } until)
            await call.Conversations.MarkAsReadAsync(id, user, await SequenceOfAsync(call, id, until).ConfigureAwait(false), call.Aborted).ConfigureAwait(false);

        if (patch.IsMarkedUnread is true)
            await call.Conversations.MarkAsUnreadAsync(id, user, call.Aborted).ConfigureAwait(false);

        return Answer.Done();
    }

    /// <summary>Returns the sequence of a message that is named by its id, or of the newest one up to a time.</summary>
    private static async Task<long> SequenceOfAsync(Call call, ConversationId id, JsonElement until)
    {
        if (until.ValueKind == JsonValueKind.String)
        {
            var messageId = Refusal.IdOf<MessageId>(Texts.Of(until), "readUntil");
            return (await call.Conversations.FindMessageAsync(id, messageId, call.Aborted).ConfigureAwait(false) ?? throw new MessageNotFoundException(id, messageId)).Sequence;
        }

        if (until.ValueKind != JsonValueKind.Number || !until.TryGetInt64(out var milliseconds))
            throw Refusal.Of("readUntil", "must be the id of a message, or a time in milliseconds");

        var time = UnixTime.Read(milliseconds, "readUntil");
        await foreach (var message in call.Conversations.ListMessagesAsync(id).WithCancellation(call.Aborted).ConfigureAwait(false))
        {
            if (message.CreatedAt <= time)
                return message.Sequence;
        }

        return 0;
    }

    /// <summary>Reads the first participants of a conversation in a list. A conversation that was deleted meanwhile has none.</summary>
    private static async Task<IReadOnlyList<Participant>> FirstParticipantsAsync(Call call, ConversationId id)
    {
        try
        {
            return (await call.Conversations.ListParticipantsAsync(id).PageAsync(call.MaxPageSize, null, call.Aborted).ConfigureAwait(false)).Items;
        }
        catch (ConversationNotFoundException)
        {
            return [];
        }
    }
}
