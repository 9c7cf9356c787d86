using Conversations.Decisions;
using Conversations.Storage;

namespace Conversations.Testing;

/// <summary>One valid call of each method of a store, which takes effect if it is not cancelled.</summary>
internal static class StoreCalls
{
    internal static IReadOnlyList<StoreCall> All { get; } =
    [
        Write(nameof(IConversationStore.CommitAsync), (store, ids, token) => store.CommitAsync([Sending(ids), Updating(ids)], token)),
        Write(nameof(IReadStateStore.MarkAsReadAsync), (store, ids, token) => store.MarkAsReadAsync(ids.Conversation, ids.Other, 1, token)),
        Write(nameof(IReadStateStore.MarkAsUnreadAsync), (store, ids, token) => store.MarkAsUnreadAsync(ids.Conversation, ids.User, token)),
        Write(nameof(IUserStore.TrySetUserAsync), (store, ids, token) => store.TrySetUserAsync(new() { Id = ids.User, Name = "new" }, 0, token)),
        Write(nameof(IUserStore.RemoveUserAsync), (store, ids, token) => store.RemoveUserAsync(ids.Other, token)),
        Write(
            nameof(IPersonalDataStore.BeginErasureAsync),
            (store, ids, token) => store.BeginErasureAsync(new(ids.User, new("erased-first"), keepsText: true), token)),
        Write(nameof(IPersonalDataStore.EndErasureAsync), (store, ids, token) => store.EndErasureAsync(ids.Other, token)),
        Write(
            nameof(IPersonalDataStore.RewriteMessagesAsync),
            (store, ids, token) => store.RewriteMessagesAsync(ids.Conversation, [new(ids.Message.Sequence, 0, new("rewritten", CustomData.Empty))], token)),
        Write(
            nameof(IPersonalDataStore.DeleteMessagesOfAsync),
            (store, ids, token) => store.DeleteMessagesOfAsync(ids.Conversation, ids.User, 0, long.MaxValue, ids.Now, token)),
        Write(
            nameof(IPersonalDataStore.ReplaceUserAsync),
            (store, ids, token) => store.ReplaceUserAsync(ids.Conversation, ids.User, new("erased-user"), 100, default, token)),

        // The conversation was not deleted, so it has no rows to purge.
        Read(nameof(IConversationStore.PurgeAsync), (store, ids, token) => store.PurgeAsync(ids.Conversation, token)),
        Read(
            nameof(IConversationStore.ReadFactsAsync),
            (store, ids, token) => store.ReadFactsAsync(new() { ConversationId = ids.Conversation, Users = [ids.User], Message = ids.Message.Id }, token)),
        Read(nameof(IConversationStore.FindConversationAsync), (store, ids, token) => store.FindConversationAsync(ids.Conversation, ids.User, token)),
        Read(
            nameof(IConversationStore.ListParticipantsAsync),
            (store, ids, token) => store.ListParticipantsAsync(new() { ConversationId = ids.Conversation, Limit = 1 }, token)),
        Read(
            nameof(IConversationStore.FindParticipantAsync),
            (store, ids, token) => store.FindParticipantAsync(ids.Conversation, ids.User, null, token)),
        Read(
            nameof(IConversationStore.ListMessagesAsync),
            (store, ids, token) => store.ListMessagesAsync(new() { ConversationId = ids.Conversation, Limit = 1 }, token)),
        Read(
            nameof(IConversationStore.FindMessageAsync),
            (store, ids, token) => store.FindMessageAsync(ids.Conversation, ids.Message.Id, ids.User, token)),
        Read(
            nameof(IConversationStore.ListReactorsAsync),
            (store, ids, token) => store.ListReactorsAsync(new() { ConversationId = ids.Conversation, MessageId = ids.Message.Id, Limit = 1 }, token)),
        Read(nameof(IConversationStore.ListChangesAsync), (store, ids, token) => store.ListChangesAsync(ids.Conversation, 0, 1, token)),
        Read(nameof(IReadStateStore.FindReadStateAsync), (store, ids, token) => store.FindReadStateAsync(ids.Conversation, ids.User, token)),
        Read(nameof(IReadStateStore.FindEveryoneReadUpToAsync), (store, ids, token) => store.FindEveryoneReadUpToAsync(ids.Conversation, null, token)),
        Read(nameof(IInboxStore.ListInboxAsync), (store, ids, token) => store.ListInboxAsync(new() { UserId = ids.User, Limit = 1 }, token)),
        Read(nameof(IInboxStore.FindEntryAsync), (store, ids, token) => store.FindEntryAsync(ids.Conversation, ids.User, token)),
        Read(nameof(IInboxStore.CountUnreadAsync), (store, ids, token) => store.CountUnreadAsync(ids.User, token)),
        Read(nameof(IInboxStore.ListConversationsAsync), (store, _, token) => store.ListConversationsAsync(null, 1, token)),
        Read(nameof(IUserStore.FindUsersAsync), (store, ids, token) => store.FindUsersAsync([ids.Other], token)),
        Read(nameof(IUserStore.ListUsersAsync), (store, _, token) => store.ListUsersAsync(null, 1, token)),
        Read(nameof(IUserStore.ShareConversationAsync), (store, ids, token) => store.ShareConversationAsync(ids.User, ids.Other, token)),
        Read(nameof(IPersonalDataStore.ListTracesAsync), (store, ids, token) => store.ListTracesAsync(ids.User, null, 1, token)),
        Read(
            nameof(IPersonalDataStore.ListReactionsOfAsync),
            (store, ids, token) => store.ListReactionsOfAsync(ids.Conversation, ids.User, 0, 1, token)),
    ];

    private static StoreCall Write(string method, Func<IConversationStore, StoreCallIds, CancellationToken, Task> call) => new(method, Writes: true, call);

    private static StoreCall Read(string method, Func<IConversationStore, StoreCallIds, CancellationToken, Task> call) => new(method, Writes: false, call);

    private static Commit Sending(StoreCallIds ids)
    {
        var id = MessageId.From(Guid.NewGuid());
        return new()
        {
            Change = new MessageSent { ConversationId = ids.Conversation, At = ids.Now, Actor = ids.User, MessageId = id },
            Message = new() { Id = id, SenderId = ids.User, Text = "hello", Hash = ContentHash.Of("hello", CustomData.Empty, null) },
        };
    }

    private static Commit Updating(StoreCallIds ids) => new()
    {
        Change = new ConversationUpdated { ConversationId = ids.Conversation, At = ids.Now },
        Settings = new() { Subject = "new" },
    };
}
