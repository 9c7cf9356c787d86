using Conversations.Storage;
using static Conversations.Testing.CostGrowth;

namespace Conversations.Testing;

/// <summary>The calls whose cost a store promises not to grow, by what grows.</summary>
internal static class CostCalls
{
    private const int Page = 20;
    private const string Commit = nameof(IConversationStore.CommitAsync);
    private const string Facts = nameof(IConversationStore.ReadFactsAsync);
    private const string FindConversation = nameof(IConversationStore.FindConversationAsync);
    private const string ListParticipants = nameof(IConversationStore.ListParticipantsAsync);
    private const string FindParticipant = nameof(IConversationStore.FindParticipantAsync);
    private const string ListMessages = nameof(IConversationStore.ListMessagesAsync);
    private const string FindMessage = nameof(IConversationStore.FindMessageAsync);
    private const string ListChanges = nameof(IConversationStore.ListChangesAsync);
    private const string ListInbox = nameof(IInboxStore.ListInboxAsync);
    private const string FindEntry = nameof(IInboxStore.FindEntryAsync);
    private const string CountUnread = nameof(IInboxStore.CountUnreadAsync);
    private const string MarkAsRead = nameof(IReadStateStore.MarkAsReadAsync);
    private const string MarkAsUnread = nameof(IReadStateStore.MarkAsUnreadAsync);
    private const string ListMissed = nameof(INotificationStore.ListMissedAsync);
    private const string ReadVersions = nameof(IWatchStore.ReadVersionsAsync);
    private const string ReadViewers = nameof(IWatchStore.ReadViewersAsync);
    private const string ReadTime = nameof(IWatchStore.ReadTimeAsync);
    private const string ListChanged = nameof(IWatchStore.ListChangedAsync);
    private const string FindMembers = nameof(IWatchStore.FindMembersAsync);
    private const string FindReadState = nameof(IReadStateStore.FindReadStateAsync);

    /// <summary>The greatest number of statements that a page of an inbox may take (<see cref="IInboxStore.ListInboxAsync"/>).</summary>
    private const int MaxOfInbox = 3;

    /// <summary>The greatest number of statements that the unread total may take (<see cref="IInboxStore.CountUnreadAsync"/>).</summary>
    private const int MaxOfUnread = 2;

    /// <summary>The number of statements that a call of a watch takes (<see cref="IWatchStore"/>).</summary>
    private const int MaxOfWatch = 1;

    internal static IReadOnlyList<CostCall> All { get; } =
    [
        new("send", Messages, Commit, world => world.Conversations.SendAsync(world.Long, world.Alice, "Hello")),
        new("send as a user", Messages, Commit, world => world.Conversations.As(world.Alice).SendAsync(world.Long, "Hello")),
        new("send a reply", Messages, Commit, world => world.Conversations.SendMessageAsync(world.Long, world.Alice, new("Hello") { ReplyTo = new("m-3") })),
        new("import ten messages", Messages, Commit, world => world.ImportAsync(10)),
        new("edit", Messages, Commit, world => world.Conversations.EditMessageAsync(world.Long, new("m-4"), new() { Text = world.Next() })),
        new("react and take it back", Messages, Commit, ReactAsync),
        new("facts", Messages, Facts, world => world.Store.ReadFactsAsync(new() { ConversationId = world.Long, Users = [world.Bob], Message = new("m-6") })),
        new("conversation", Messages, FindConversation, world => world.Store.FindConversationAsync(world.Long, null)),
        new("conversation for a user", Messages, FindConversation, world => world.Store.FindConversationAsync(world.Long, world.Bob)),
        new("first page of messages", Messages, ListMessages, world => world.Store.ListMessagesAsync(new() { ConversationId = world.Long, Limit = Page })),
        new("last page of messages", Messages, ListMessages, world => ListLastAsync(world, null)),
        new("last page of messages for a user", Messages, ListMessages, world => ListLastAsync(world, world.Bob)),
        new("page of messages in the middle", Messages, ListMessages, ListMiddleAsync),
        new("message", Messages, FindMessage, world => world.Store.FindMessageAsync(world.Long, new("m-7"), null)),
        new("page of changes", Messages, ListChanges, world => world.Store.ListChangesAsync(world.Long, world.Messages / 2, Page)),
        new("entry of an inbox", Messages, FindEntry, world => world.Store.FindEntryAsync(world.Long, world.Dora)),
        new("mark as read", Messages, MarkAsRead, world => world.Store.MarkAsReadAsync(world.Long, world.Bob, long.MaxValue)),
        new("mark as unread", Messages, MarkAsUnread, world => world.Store.MarkAsUnreadAsync(world.Long, world.Bob)),
        new("missed messages", Messages, ListMissed, world => world.Store is INotificationStore store ? store.ListMissedAsync(world.Long) : Task.CompletedTask),
        new("versions", Messages, ReadVersions, world => world.Store is IWatchStore store ? store.ReadVersionsAsync([world.Long, world.Crowd]) : Task.CompletedTask),
        new("members", Messages, FindMembers, world => FindMembersAsync(world, world.Long), MaxOfWatch),
        new("viewers", Messages, ReadViewers, world => ReadViewersAsync(world, world.Long)),
        new("read state", Messages, FindReadState, world => world.Store.FindReadStateAsync(world.Long, world.Dora)),
        new("unread total", Messages, CountUnread, world => world.Store.CountUnreadAsync(world.Dora), MaxOfUnread),

        new("send", Participants, Commit, world => world.Conversations.SendAsync(world.Crowd, world.Alice, "Hello")),
        new("send as a user", Participants, Commit, world => world.Conversations.As(world.Alice).SendAsync(world.Crowd, "Hello")),
        new("edit", Participants, Commit, world => world.Conversations.EditMessageAsync(world.Crowd, new("m-4"), new() { Text = world.Next() })),
        new("facts", Participants, Facts, world => world.Store.ReadFactsAsync(new() { ConversationId = world.Crowd, Users = [world.Bob] })),
        new("facts about two users", Participants, Facts, world => world.Store.ReadFactsAsync(new() { ConversationId = world.Crowd, Users = [world.Alice, world.Bob] })),
        new("conversation for a user", Participants, FindConversation, world => world.Store.FindConversationAsync(world.Crowd, world.Bob)),
        new("page of participants", Participants, ListParticipants, world => ListParticipantsAsync(world, null)),
        new("next page of participants", Participants, ListParticipants, world => ListParticipantsAsync(world, world.Position)),
        new("participant", Participants, FindParticipant, world => world.Store.FindParticipantAsync(world.Crowd, world.Bob, null)),
        new(
            "page of messages for a user",
            Participants,
            ListMessages,
            world => world.Store.ListMessagesAsync(new() { ConversationId = world.Crowd, Viewer = world.Bob, Limit = Page })),
        new("members", Participants, FindMembers, world => FindMembersAsync(world, world.Crowd), MaxOfWatch),
        new("viewers", Participants, ReadViewers, world => ReadViewersAsync(world, world.Crowd)),
        new("entry of an inbox", Participants, FindEntry, world => world.Store.FindEntryAsync(world.Crowd, world.Bob)),
        new("mark as read", Participants, MarkAsRead, world => world.Store.MarkAsReadAsync(world.Crowd, world.Bob, long.MaxValue)),
        new("mark as unread", Participants, MarkAsUnread, world => world.Store.MarkAsUnreadAsync(world.Crowd, world.Bob)),
        new("read state", Participants, FindReadState, world => world.Store.FindReadStateAsync(world.Crowd, world.Bob)),

        new("send", Inbox, Commit, world => world.Conversations.SendAsync(world.Room, world.Carol, "Hello")),
        new("first page of an inbox", Inbox, ListInbox, world => world.Store.ListInboxAsync(new() { UserId = world.Carol, Limit = Page }), MaxOfInbox),
        new(
            "next page of an inbox",
            Inbox,
            ListInbox,
            world => world.Store.ListInboxAsync(new() { UserId = world.Carol, Limit = Page, After = world.Place }),
            MaxOfInbox),
        new(
            "page of an inbox with empty conversations",
            Inbox,
            ListInbox,
            world => world.Store.ListInboxAsync(new() { UserId = world.Carol, Limit = Page, IncludeEmpty = true }),
            MaxOfInbox),
        new("entry of an inbox", Inbox, FindEntry, world => world.Store.FindEntryAsync(world.Room, world.Carol)),
        new("unread total", Inbox, CountUnread, world => world.Store.CountUnreadAsync(world.Carol), MaxOfUnread),
        new("time of watches", Inbox, ReadTime, world => world.Store is IWatchStore store ? store.ReadTimeAsync() : Task.CompletedTask, MaxOfWatch),
        new("page of what changed", Inbox, ListChanged, ListChangedAsync, MaxOfWatch),
        new("mark as read", Inbox, MarkAsRead, world => world.Store.MarkAsReadAsync(world.Room, world.Carol, 1)),
    ];

    internal static CostCall Find(CostGrowth growth, string name) => All.Single(call => call.Grows == growth && call.Name == name);

    private static Task ReadViewersAsync(CostWorld world, ConversationId id) => world.Store is IWatchStore store
        ? store.ReadViewersAsync([new(id, world.Alice, [1, 2]), new(id, world.Bob, [])])
        : Task.CompletedTask;

    private static Task FindMembersAsync(CostWorld world, ConversationId id) => world.Store is IWatchStore store
        ? store.FindMembersAsync([new(id, 0, 1)], [world.Alice, world.Bob, world.Carol])
        : Task.CompletedTask;

    private static Task ListChangedAsync(CostWorld world) => world.Store is IWatchStore store
        ? store.ListChangedAsync([new(world.Carol, DateTimeOffset.UnixEpoch), new(world.Dora, DateTimeOffset.UnixEpoch)], Page)
        : Task.CompletedTask;

    private static async Task ReactAsync(CostWorld world)
    {
        await world.Conversations.AddReactionAsync(world.Long, new("m-5"), world.Bob, "👍");
        await world.Conversations.RemoveReactionAsync(world.Long, new("m-5"), world.Bob, "👍");
    }

    private static Task<IReadOnlyList<Message>?> ListLastAsync(CostWorld world, UserId? viewer) =>
        world.Store.ListMessagesAsync(new() { ConversationId = world.Long, Viewer = viewer, Descending = true, Limit = Page });

    private static Task<IReadOnlyList<Message>?> ListMiddleAsync(CostWorld world) =>
        world.Store.ListMessagesAsync(new() { ConversationId = world.Long, From = world.Messages / 2, Limit = Page });

    private static Task<IReadOnlyList<Participant>?> ListParticipantsAsync(CostWorld world, (DateTimeOffset JoinedAt, UserId UserId)? after) =>
        world.Store.ListParticipantsAsync(new() { ConversationId = world.Crowd, After = after, Limit = Page });
}
