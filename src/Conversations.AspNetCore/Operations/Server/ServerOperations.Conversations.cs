using Conversations.Json;

namespace Conversations.Operations;

/// <content>Conversations and their participants.</content>
internal static partial class ServerOperations
{
    private static IEnumerable<Operation> ConversationsOfAll() =>
    [
        new("GET", "/conversations", ListConversationsAsync)
        {
            Summary = "Lists all conversations by their ids.", Gives = typeof(ListJson<ConversationJson>), Query = [.. _page, .. QueryReader.Filters],
        },
        new("GET", "/conversations/{conversationId}", FindConversationAsync) { Summary = "Finds a conversation.", Gives = typeof(ConversationJson) },
        new("PUT", "/conversations/{conversationId}", SetConversationAsync)
        {
            Summary = "Creates or changes a conversation, and adds or changes participants.", Takes = typeof(ConversationRequest), Gives = typeof(EmptyJson), Matches = true,
        },
        new("DELETE", "/conversations/{conversationId}", DeleteConversationAsync)
        {
            Summary = "Deletes a conversation with its messages.", Gives = typeof(EmptyJson), Matches = true,
        },
        new("GET", "/conversations/{conversationId}/participants", ListParticipantsAsync)
        {
            Summary = "Lists participants, those who joined last first.", Gives = typeof(ParticipantsJson), Query = ["limit", "cursor"],
        },
        new("PUT", "/conversations/{conversationId}/participants/{userId}", SetParticipantAsync)
        {
            Summary = "Adds or changes a participant.", Takes = typeof(ParticipantRequest), Gives = typeof(EmptyJson), Matches = true,
        },
        new("PATCH", "/conversations/{conversationId}/participants/{userId}", PatchParticipantAsync)
        {
            Summary = "Changes a participant.", Takes = typeof(ParticipantRequest), Gives = typeof(EmptyJson), Matches = true,
        },
        new("DELETE", "/conversations/{conversationId}/participants/{userId}", RemoveParticipantAsync)
        {
            Summary = "Removes a participant.", Gives = typeof(EmptyJson), Matches = true,
        },
    ];

    private static async Task<Answer> ListConversationsAsync(Call call)
    {
        var page = await call.Conversations.ListAsync(QueryReader.ReadConversations(call)).PageAsync(call.PageSize, call.Cursor, call.Aborted).ConfigureAwait(false);
        var data = new List<ConversationJson>(page.Items.Count);
        foreach (var conversation in page.Items)
            data.Add(ConversationJson.OfApp(conversation, await FirstParticipantsAsync(call, conversation.Id).ConfigureAwait(false)));

        return Answer.Of(new ListJson<ConversationJson> { Data = data, Next = page.Next }, HttpJson.Default.ListJsonConversationJson);
    }

    private static async Task<Answer> FindConversationAsync(Call call)
    {
        var id = call.ConversationId;
        var conversation = await call.Conversations.FindAsync(id, call.Aborted).ConfigureAwait(false) ?? throw new ConversationNotFoundException(id);
        var participants = new List<Participant>(conversation.ParticipantCount);
        await foreach (var participant in call.Conversations.ListParticipantsAsync(id).WithCancellation(call.Aborted).ConfigureAwait(false))
            participants.Add(participant);

        return Answer.Of(ConversationJson.OfApp(conversation, participants), HttpJson.Default.ConversationJson, conversation.SettingsVersion);
    }

    private static async Task<Answer> SetConversationAsync(Call call)
    {
        var patch = call.Read<ConversationRequest>(HttpJson.Default.ConversationRequest).Patch;
        await call.Conversations.SetAsync(call.ConversationId, patch, call.Expected, call.Aborted).ConfigureAwait(false);
        return Answer.Done();
    }

    private static async Task<Answer> DeleteConversationAsync(Call call)
    {
        await call.Conversations.DeleteAsync(call.ConversationId, call.Expected, call.Aborted).ConfigureAwait(false);
        return Answer.Done();
    }

    private static async Task<Answer> ListParticipantsAsync(Call call)
    {
        var page = await call.Conversations.ListParticipantsAsync(call.ConversationId).PageAsync(call.PageSize, call.Cursor, call.Aborted).ConfigureAwait(false);
        return Answer.Of(
            new ParticipantsJson { Data = page.Items.ToDictionary(one => one.UserId.Value, ParticipantJson.Of), Next = page.Next }, HttpJson.Default.ParticipantsJson);
    }

    private static Task<Answer> SetParticipantAsync(Call call) => ParticipateAsync(call, call.ReadOptional<ParticipantRequest>(HttpJson.Default.ParticipantRequest)?.Patch);

    private static async Task<Answer> PatchParticipantAsync(Call call)
    {
        var patch = call.Read<ParticipantRequest>(HttpJson.Default.ParticipantRequest).Patch;
        if (await call.Conversations.FindParticipantAsync(call.ConversationId, call.UserId, call.Aborted).ConfigureAwait(false) is null)
            throw new RefusedException(404, "PARTICIPANT_NOT_FOUND", "The user does not take part in the conversation.");

        return await ParticipateAsync(call, patch).ConfigureAwait(false);
    }

    private static async Task<Answer> ParticipateAsync(Call call, ParticipantPatch? patch)
    {
        await call.Conversations.SetParticipantAsync(call.ConversationId, call.UserId, patch, call.Expected, call.Aborted).ConfigureAwait(false);
        return Answer.Done();
    }

    private static async Task<Answer> RemoveParticipantAsync(Call call)
    {
        await call.Conversations.RemoveParticipantAsync(call.ConversationId, call.UserId, call.Expected, call.Aborted).ConfigureAwait(false);
        return Answer.Done();
    }
}
