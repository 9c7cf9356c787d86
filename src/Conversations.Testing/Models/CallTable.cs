namespace Conversations.Testing;

/// <summary>The ids with which a call is made.</summary>
internal sealed record CallIds(ConversationId Conversation, UserId User, UserId Other, MessageId Message);

/// <summary>One method of <see cref="IConversations"/> with the ids that it takes and a way to call it.</summary>
/// <param name="Name">The name of the row.</param>
/// <param name="Method">The name of the method.</param>
/// <param name="Takes">The ids that the method takes, each as the first letter of its name in <see cref="CallIds"/>.</param>
/// <param name="MakeAsync">Calls the method.</param>
internal sealed record CallRow(
    string Name, string Method, string Takes, Func<IConversations, CallIds, CancellationToken, Task> MakeAsync);

/// <summary>Contains at least one row for each method of <see cref="IConversations"/>.</summary>
internal static class CallTable
{
    internal static IReadOnlyList<CallRow> Rows { get; } =
    [
        Row(nameof(IConversations.FindAsync), "C", (app, ids, token) => app.FindAsync(ids.Conversation, token)),
        Row(
            nameof(IConversations.CreateIfNotExistsAsync),
            "CU",
            (app, ids, token) => app.CreateIfNotExistsAsync(ids.Conversation, new() { Participants = [new(ids.User)] }, token)),
        Row(
            nameof(IConversations.OpenOneOnOneAsync),
            "UO",
            (app, ids, token) => app.OpenOneOnOneAsync(ids.User, ids.Other, cancellationToken: token)),
        Row(
            nameof(IConversations.SetAsync),
            "CU",
            (app, ids, token) => app.SetAsync(ids.Conversation, Patch(ids.User), cancellationToken: token)),
        Row(
            nameof(IConversations.UpdateAsync),
            "CU",
            (app, ids, token) => app.UpdateAsync(ids.Conversation, Patch(ids.User), cancellationToken: token)),
        Row(nameof(IConversations.DeleteAsync), "C", (app, ids, token) => app.DeleteAsync(ids.Conversation, cancellationToken: token)),
        Row(
            nameof(IConversations.FindParticipantAsync),
            "CU",
            (app, ids, token) => app.FindParticipantAsync(ids.Conversation, ids.User, token)),
        Row(
            nameof(IConversations.ListParticipantsAsync),
            "C",
            (app, ids, token) => app.ListParticipantsAsync(ids.Conversation).PageAsync(cancellationToken: token)),
        Row(
            nameof(IConversations.SetParticipantAsync),
            "CU",
            (app, ids, token) => app.SetParticipantAsync(
                ids.Conversation, ids.User, new() { Notify = NotifySetting.None }, cancellationToken: token)),
        Row(
            nameof(IConversations.RemoveParticipantAsync),
            "CU",
            (app, ids, token) => app.RemoveParticipantAsync(ids.Conversation, ids.User, cancellationToken: token)),
        Row(
            nameof(IConversations.SendAsync),
            "CUM",
            (app, ids, token) => app.SendAsync(ids.Conversation, ids.User, "late", ids.Message, token)),
        Row(
            nameof(IConversations.SendMessageAsync),
            "CUM",
            (app, ids, token) => app.SendMessageAsync(ids.Conversation, ids.User, new("late") { Id = ids.Message }, token)),
        Row(
            nameof(IConversations.SendMessageAsync),
            "CUM",
            (app, ids, token) => app.SendMessageAsync(ids.Conversation, ids.User, new("late") { ReplyTo = ids.Message }, token),
            "as a reply"),
        Row(
            nameof(IConversations.SendSystemMessageAsync),
            "CM",
            (app, ids, token) => app.SendSystemMessageAsync(ids.Conversation, "late", ids.Message, token)),
        Row(
            nameof(IConversations.SendSystemMessageAsync),
            "CM",
            (app, ids, token) => app.SendSystemMessageAsync(ids.Conversation, new MessageDraft("late") { Id = ids.Message }, token),
            "of a draft"),
        Row(
            nameof(IConversations.FindMessageAsync),
            "CM",
            (app, ids, token) => app.FindMessageAsync(ids.Conversation, ids.Message, token)),
        Row(
            nameof(IConversations.ListMessagesAsync),
            "C",
            (app, ids, token) => app.ListMessagesAsync(ids.Conversation).PageAsync(cancellationToken: token)),
        Row(
            nameof(IConversations.EditMessageAsync),
            "CM",
            (app, ids, token) => app.EditMessageAsync(ids.Conversation, ids.Message, new() { Text = "late" }, cancellationToken: token)),
        Row(
            nameof(IConversations.DeleteMessageAsync),
            "CM",
            (app, ids, token) => app.DeleteMessageAsync(ids.Conversation, ids.Message, token)),
        Row(
            nameof(IConversations.AddReactionAsync),
            "CUM",
            (app, ids, token) => app.AddReactionAsync(ids.Conversation, ids.Message, ids.User, "👍", token)),
        Row(
            nameof(IConversations.RemoveReactionAsync),
            "CUM",
            (app, ids, token) => app.RemoveReactionAsync(ids.Conversation, ids.Message, ids.User, "👍", token)),
        Row(
            nameof(IConversations.ListReactionsAsync),
            "CM",
            (app, ids, token) => app.ListReactionsAsync(ids.Conversation, ids.Message).PageAsync(cancellationToken: token)),
        Row(
            nameof(IConversations.ImportAsync),
            "CUM",
            (app, ids, token) => app.ImportAsync(ids.Conversation, Import(ids), cancellationToken: token)),
        Row(
            nameof(IConversations.As),
            "UC",
            (app, ids, token) => app.As(ids.User).FindAsync(ids.Conversation, token)),
        Row(
            nameof(IConversations.ListInboxAsync),
            "U",
            (app, ids, token) => app.ListInboxAsync(ids.User).PageAsync(cancellationToken: token)),
        Row(nameof(IConversations.ListAsync), "", (app, _, token) => app.ListAsync().PageAsync(cancellationToken: token)),
        Row(
            nameof(IConversations.FindReadStateAsync),
            "CU",
            (app, ids, token) => app.FindReadStateAsync(ids.Conversation, ids.User, token)),
        Row(
            nameof(IConversations.FindEveryoneReadUpToAsync),
            "C",
            (app, ids, token) => app.FindEveryoneReadUpToAsync(ids.Conversation, token)),
        Row(
            nameof(IConversations.MarkAsReadAsync),
            "CU",
            (app, ids, token) => app.MarkAsReadAsync(ids.Conversation, ids.User, cancellationToken: token)),
        Row(
            nameof(IConversations.MarkAsUnreadAsync),
            "CU",
            (app, ids, token) => app.MarkAsUnreadAsync(ids.Conversation, ids.User, token)),
        Row(
            nameof(IConversations.FindEntryAsync),
            "CU",
            (app, ids, token) => app.FindEntryAsync(ids.Conversation, ids.User, token)),
        Row(nameof(IConversations.WatchAsync), "C", WatchAsync),
        Row(nameof(IConversations.SetTypingAsync), "CU", (app, ids, token) => app.SetTypingAsync(ids.Conversation, ids.User, true, token)),
        Row(nameof(IConversations.IsOnlineAsync), "U", (app, ids, token) => app.IsOnlineAsync([ids.User], token)),
        Row(nameof(IConversations.FindUserAsync), "U", (app, ids, token) => app.FindUserAsync(ids.User, token)),
        Row(nameof(IConversations.SetUserAsync), "U", (app, ids, token) => app.SetUserAsync(ids.User, new() { Name = "late" }, token)),
        Row(
            nameof(IConversations.EraseUserAsync),
            "U",
            (app, ids, token) => app.EraseUserAsync(ids.User, cancellationToken: token)),
        Row(
            nameof(IConversations.ExportUserAsync),
            "U",
            (app, ids, token) => app.ExportUserAsync(ids.User, Stream.Null, token)),
    ];

    private static CallRow Row(
        string method, string takes, Func<IConversations, CallIds, CancellationToken, Task> makeAsync, string? how = null) =>
        new(how is null ? method : $"{method} {how}", method, takes, async (app, ids, token) => await makeAsync(app, ids, token));

    /// <summary>Takes the first event. A store whose conversations cannot be watched refuses that, which is valid, too.</summary>
    private static async Task WatchAsync(IConversations app, CallIds ids, CancellationToken cancellationToken)
    {
        try
        {
            await using var events = app.WatchAsync(ids.Conversation, 0, cancellationToken).GetAsyncEnumerator(CancellationToken.None);
            await events.MoveNextAsync();
        }
        catch (InvalidOperationException error) when (error is not ObjectDisposedException)
        {
        }
    }

    private static ConversationPatch Patch(UserId user) =>
        new() { Subject = "late", Participants = new Dictionary<UserId, ParticipantPatch?> { [user] = null } };

    private static IAsyncEnumerable<ImportedMessage> Import(CallIds ids) =>
        new ImportedMessage[] { new() { Id = ids.Message, SenderId = ids.User, Text = "late", CreatedAt = DateTimeOffset.UnixEpoch } }
            .ToAsyncEnumerable();
}
