using Conversations.Json;

namespace Conversations.Operations;

/// <content>Participants.</content>
internal static partial class UserOperations
{
    private static IEnumerable<Operation> Participants() =>
    [
        new("GET", "/conversations/{conversationId}/participants", ListParticipantsAsync)
        {
            Summary = "Lists participants, those who joined last first.", Gives = typeof(ListJson<VisibleParticipantJson>), Query = _page,
        },
        new("PUT", "/conversations/{conversationId}/participants/{userId}", SetParticipantAsync)
        {
            Summary = "Changes the user's own notification setting; or adds or changes a participant, if users may manage conversations.",
            Takes = typeof(ParticipantRequest), Gives = typeof(VisibleParticipantJson), Matches = true,
        },
        new("DELETE", "/conversations/{conversationId}/participants/{userId}", RemoveParticipantAsync)
        {
            Summary = "Leaves a conversation, or removes a participant, if users may.", Gives = typeof(EmptyJson), Matches = true,
        },
    ];

    private static async Task<Answer> ListParticipantsAsync(Call call)
    {
        var page = await call.Session.ListParticipantsAsync(call.ConversationId).PageAsync(call.PageSize, call.Cursor, call.Aborted).ConfigureAwait(false);
        var users = await FindUsersAsync(call.Http.RequestServices, page.Items.Select(one => (UserId?)one.UserId), call.Aborted).ConfigureAwait(false);
        return Answer.Of(
            new ListJson<VisibleParticipantJson> { Data = [.. page.Items.Select(one => VisibleParticipantJson.Of(one, users))], Next = page.Next },
            HttpJson.Default.ListJsonVisibleParticipantJson);
    }

    private static async Task<Answer> SetParticipantAsync(Call call)
    {
        var patch = call.ReadOptional<ParticipantRequest>(HttpJson.Default.ParticipantRequest)?.Patch;
        var participant = await call.Session.SetParticipantAsync(call.ConversationId, call.UserId, patch, call.Expected, call.Aborted).ConfigureAwait(false);
        var users = await FindUsersAsync(call.Http.RequestServices, [participant.UserId], call.Aborted).ConfigureAwait(false);
        return Answer.Of(VisibleParticipantJson.Of(participant, users), HttpJson.Default.VisibleParticipantJson);
    }

    private static async Task<Answer> RemoveParticipantAsync(Call call)
    {
        await call.Session.RemoveParticipantAsync(call.ConversationId, call.UserId, call.Expected, call.Aborted).ConfigureAwait(false);
        return Answer.Done();
    }
}
