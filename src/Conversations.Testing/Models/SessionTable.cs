using static Conversations.Testing.SessionRight;

namespace Conversations.Testing;

/// <summary>The ids with which a call of a session is made.</summary>
/// <param name="Id">The conversation.</param>
/// <param name="User">The user who calls.</param>
/// <param name="Other">Another participant, with whom the user may have a one-on-one conversation.</param>
/// <param name="Newcomer">A user who does not take part.</param>
/// <param name="Own">A message of the user if they sent one; otherwise the message of another user.</param>
/// <param name="Others">A message of another user.</param>
/// <param name="System">A system message.</param>
internal sealed record SessionPlace(
    ConversationId Id, UserId User, UserId Other, UserId Newcomer, MessageId Own, MessageId Others, MessageId System);

/// <summary>One operation of <see cref="UserSession"/> with what it requires and a way to call it.</summary>
/// <param name="Name">The name of the row.</param>
/// <param name="Method">The name of the method.</param>
/// <param name="Right">What the operation requires.</param>
/// <param name="MakeAsync">Makes the call and returns its result.</param>
internal sealed record SessionRow(string Name, string Method, SessionRight Right, Func<UserSession, SessionPlace, Task<object?>> MakeAsync);

/// <summary>Contains at least one row for each method of <see cref="UserSession"/>.</summary>
internal static class SessionTable
{
    internal static IReadOnlyList<SessionRow> Rows { get; } =
    [
        Row(nameof(UserSession.FindAsync), Find, (session, at) => session.FindAsync(at.Id)),
        Row(nameof(UserSession.FindParticipantAsync), Find, (session, at) => session.FindParticipantAsync(at.Id, at.Other)),
        Row(nameof(UserSession.FindOwnParticipantAsync), Find, (session, at) => session.FindOwnParticipantAsync(at.Id)),
        Row(nameof(UserSession.FindMessageAsync), Find, (session, at) => session.FindMessageAsync(at.Id, at.Own)),
        Row(nameof(UserSession.FindReadStateAsync), Find, (session, at) => session.FindReadStateAsync(at.Id)),
        Row(nameof(UserSession.FindEntryAsync), Find, (session, at) => session.FindEntryAsync(at.Id)),
        Row(nameof(UserSession.FindUserAsync), Find, (session, at) => session.FindUserAsync(at.Other)),
        Row(nameof(UserSession.FindEveryoneReadUpToAsync), Find, (session, at) => session.FindEveryoneReadUpToAsync(at.Id)),
        Row(nameof(UserSession.ListInboxAsync), Mine, async (session, at) => await InboxAsync(session, at.Id, new())),
        Row(nameof(UserSession.ListInboxAsync), Mine, async (session, at) => await InboxAsync(session, at.Id, new() { IncludeEmpty = true }), "with empty conversations"),
        Row(nameof(UserSession.CountUnreadAsync), Mine, async (session, at) => await CountAsync(session, at.Id)),
        Row(nameof(UserSession.ListParticipantsAsync), TakePart, (session, at) => ItemsAsync(session.ListParticipantsAsync(at.Id))),
        Row(nameof(UserSession.ListMessagesAsync), TakePart, (session, at) => ItemsAsync(session.ListMessagesAsync(at.Id))),
        Row(nameof(UserSession.ListMessagesAsync), TakePart, (session, at) => ItemsAsync(session.ListMessagesAsync(at.Id, new() { After = 0 })), "forwards"),
        Row(nameof(UserSession.ListMessagesAsync), TakePart, (session, at) => ItemsAsync(session.ListMessagesAsync(at.Id, new() { Around = 1 })), "around a sequence"),
        Row(nameof(UserSession.ListReactionsAsync), TakePart, (session, at) => ItemsAsync(session.ListReactionsAsync(at.Id, at.Others))),
        Row(nameof(UserSession.WatchAsync), TakePart, async (session, at) => await FirstAsync(session, at.Id)),
        Row(nameof(UserSession.WatchAsync), Mine, async (session, at) => await WatchAsync(session, at.Id), "over all conversations"),
        Row(nameof(UserSession.SetTypingAsync), Write, (session, at) => DoneAsync(session.SetTypingAsync(at.Id))),
        Row(nameof(UserSession.IsOnlineAsync), Mine, async (session, at) => await AreOnlineAsync(session, at)),
        Row(nameof(UserSession.MarkAsReadAsync), TakePart, (session, at) => session.MarkAsReadAsync(at.Id)),
        Row(nameof(UserSession.MarkAsReadAsync), TakePart, (session, at) => session.MarkAsReadAsync(at.Id, long.MaxValue), "past the last message"),
        Row(nameof(UserSession.MarkAsUnreadAsync), TakePart, (session, at) => session.MarkAsUnreadAsync(at.Id)),
        Row(nameof(UserSession.AddReactionAsync), TakePart, (session, at) => session.AddReactionAsync(at.Id, at.Own, "👎")),
        Row(nameof(UserSession.RemoveReactionAsync), TakePart, (session, at) => session.RemoveReactionAsync(at.Id, at.Others, "👍")),
        Row(nameof(UserSession.AddReactionAsync), Nobody, (session, at) => session.AddReactionAsync(at.Id, at.System, "👎"), "to a system message"),
        Row(nameof(UserSession.SendAsync), Write, (session, at) => session.SendAsync(at.Id, "new")),
        Row(nameof(UserSession.SendAsync), Write, (session, at) => session.SendAsync(at.Id, "mine", at.Own), "as a retry"),
        Row(nameof(UserSession.SendMessageAsync), Write, (session, at) => session.SendMessageAsync(at.Id, new("new"))),
        Row(nameof(UserSession.SendMessageAsync), Write, (session, at) => session.SendMessageAsync(at.Id, new("new") { ReplyTo = at.Others }), "as a reply"),
        Row(nameof(UserSession.SendMessageAsync), Nobody, (session, at) => session.SendMessageAsync(at.Id, new("new") { ReplyTo = at.System }), "as a reply to a system message"),
        Row(nameof(UserSession.EditMessageAsync), Write, (session, at) => session.EditMessageAsync(at.Id, at.Own, new() { Text = "new" })),
        Row(nameof(UserSession.EditMessageAsync), Nobody, (session, at) => session.EditMessageAsync(at.Id, at.Others, new() { Text = "new" }, 7), "of a message of another user"),
        Row(nameof(UserSession.EditMessageAsync), Nobody, (session, at) => session.EditMessageAsync(at.Id, at.System, new() { Text = "new" }), "of a system message"),
        Row(nameof(UserSession.DeleteMessageAsync), Write, (session, at) => DoneAsync(session.DeleteMessageAsync(at.Id, at.Own))),
        Row(nameof(UserSession.DeleteMessageAsync), Nobody, (session, at) => DoneAsync(session.DeleteMessageAsync(at.Id, at.Others)), "of a message of another user"),
        Row(nameof(UserSession.DeleteMessageAsync), Nobody, (session, at) => DoneAsync(session.DeleteMessageAsync(at.Id, at.System)), "of a system message"),
        Row(nameof(UserSession.UpdateAsync), Govern, (session, at) => session.UpdateAsync(at.Id, new() { Subject = "new" })),
        Row(nameof(UserSession.UpdateAsync), Govern, (session, at) => session.UpdateAsync(at.Id, PatchOf(at.Newcomer, null)), "to add a participant"),
        Row(nameof(UserSession.SetAsync), CreateOrGovern, (session, at) => session.SetAsync(at.Id, new() { Subject = "new" })),
        Row(nameof(UserSession.SetAsync), CreateOrGovern, (session, at) => session.SetAsync(at.Id, PatchOf(at.User, null)), "with the user as participant"),
        Row(nameof(UserSession.CreateIfNotExistsAsync), Create, (session, at) => session.CreateIfNotExistsAsync(at.Id, new())),
        Row(nameof(UserSession.CreateIfNotExistsAsync), Create, (session, at) => session.CreateIfNotExistsAsync(at.Id, new() { Participants = [new(at.User), new(at.Other)] }), "with the user as participant"),
        Row(nameof(UserSession.OpenOneOnOneAsync), Open, (session, at) => session.OpenOneOnOneAsync(at.Other)),
        Row(nameof(UserSession.SetParticipantAsync), Join, (session, at) => session.SetParticipantAsync(at.Id, at.User)),
        Row(nameof(UserSession.SetParticipantAsync), Join, (session, at) => session.SetParticipantAsync(at.Id, at.User, new() { Notify = NotifySetting.None }), "to set their own notifications"),
        Row(nameof(UserSession.SetParticipantAsync), JoinOrLower, (session, at) => session.SetParticipantAsync(at.Id, at.User, new() { Access = ParticipantAccess.Read }), "to lower their own access"),
        Row(nameof(UserSession.SetParticipantAsync), JoinOrRaise, (session, at) => session.SetParticipantAsync(at.Id, at.User, new() { Access = ParticipantAccess.ReadWrite }), "to raise their own access"),
        Row(nameof(UserSession.SetParticipantAsync), Manage, (session, at) => session.SetParticipantAsync(at.Id, at.Newcomer), "to add a user"),
        Row(nameof(UserSession.SetParticipantAsync), Govern, (session, at) => session.SetParticipantAsync(at.Id, at.Newcomer, new() { Access = ParticipantAccess.ReadWrite }), "to add a user with write access"),
        Row(nameof(UserSession.SetParticipantAsync), Govern, (session, at) => session.SetParticipantAsync(at.Id, at.Other, new() { Access = ParticipantAccess.Read }), "to set the access of another participant"),
        Row(nameof(UserSession.SetParticipantAsync), Nobody, (session, at) => session.SetParticipantAsync(at.Id, at.Other, new() { Notify = NotifySetting.None }), "to set the notifications of another participant"),
        Row(nameof(UserSession.SetParticipantAsync), Join, (session, at) => session.SetParticipantAsync(at.Id, at.User, new() { History = History.All }), "to see all messages"),
        Row(nameof(UserSession.SetParticipantAsync), Nobody, (session, at) => session.SetParticipantAsync(at.Id, at.Other, new() { History = History.All }), "to set the history of another participant"),
        Row(nameof(UserSession.RemoveParticipantAsync), Manage, (session, at) => session.RemoveParticipantAsync(at.Id, at.User), "of the user"),
        Row(nameof(UserSession.RemoveParticipantAsync), Govern, (session, at) => session.RemoveParticipantAsync(at.Id, at.Other)),
        Row(nameof(UserSession.RemoveParticipantAsync), Manage, (session, at) => session.RemoveParticipantAsync(at.Id, at.Newcomer), "of a user who does not take part"),
    ];

    private static SessionRow Row<T>(string method, SessionRight right, Func<UserSession, SessionPlace, Task<T>> makeAsync, string? how = null) =>
        new(how is null ? method : $"{method} {how}", method, right, async (session, at) => await makeAsync(session, at));

    private static async Task<IReadOnlyList<T>> ItemsAsync<T>(Paged<T> list) => (await list.PageAsync()).Items;

    private static async Task<IReadOnlyList<InboxEntry>> InboxAsync(UserSession session, ConversationId id, ConversationQuery query) =>
        [.. (await ItemsAsync(session.ListInboxAsync(query))).Where(entry => entry.Conversation.Id == id)];

    /// <summary>Returns the count of the user once for each entry of the conversation, so that it is empty for everyone else.</summary>
    private static async Task<IReadOnlyList<UnreadTotals>> CountAsync(UserSession session, ConversationId id)
    {
        var totals = await session.CountUnreadAsync();
        return [.. (await InboxAsync(session, id, new())).Select(_ => totals)];
    }

    /// <summary>Returns what a watch of all conversations says of this one after the user has read on.</summary>
    private static async Task<IReadOnlyList<WatchEvent>> WatchAsync(UserSession session, ConversationId id)
    {
        try
        {
            await using var events = session.WatchAsync().GetAsyncEnumerator();
            while (await events.MoveNextAsync() && events.Current is not CaughtUp)
                Assert.IsType<Reload>(events.Current);

            try
            {
                await session.MarkAsReadAsync(id, 0);
            }
            catch (ConversationNotFoundException)
            {
                return [];
            }

            Assert.True(await events.MoveNextAsync());
            return [Assert.IsType<ConversationRead>(events.Current)];
        }
        catch (InvalidOperationException)
        {
            return [.. (await InboxAsync(session, id, new())).Select(_ => new CaughtUp())];
        }
    }

    /// <summary>Returns who is online once for each entry of the conversation, so that it is empty for everyone else.</summary>
    private static async Task<IReadOnlyList<bool>> AreOnlineAsync(UserSession session, SessionPlace at)
    {
        var online = await session.IsOnlineAsync([at.Other, at.Newcomer]);
        return [.. (await InboxAsync(session, at.Id, new())).SelectMany(_ => online.Values)];
    }

    /// <summary>Returns the first event of a watch. A store whose conversations cannot be watched is asked for messages instead, which needs the same.</summary>
    private static async Task<object> FirstAsync(UserSession session, ConversationId id)
    {
        try
        {
            await using var events = session.WatchAsync(id, 0).GetAsyncEnumerator();
            Assert.True(await events.MoveNextAsync());
            return events.Current;
        }
        catch (InvalidOperationException)
        {
            return await ItemsAsync(session.ListMessagesAsync(id));
        }
    }

    private static async Task<bool> DoneAsync(Task call)
    {
        await call;
        return true;
    }

    private static ConversationPatch PatchOf(UserId user, ParticipantPatch? patch) =>
        new() { Participants = new Dictionary<UserId, ParticipantPatch?> { [user] = patch } };
}
