using System.Globalization;
using Conversations.Decisions;
using Conversations.Storage;
using static Conversations.PostgreSql.Tests.Watching.Deliveries;
using static Conversations.PostgreSql.Tests.Watching.World;

namespace Conversations.PostgreSql.Tests.Watching;

/// <summary>Every call of the library that reaches the store.</summary>
internal static class Calls
{
    internal static IReadOnlyList<Call> All { get; } =
    [
        Of("send", 1, 1, world => world.Conversations.SendAsync(Room, Alice, "Hello")),
        Of("send as a user", 1, 1, world => world.Conversations.As(Alice).SendAsync(Room, "Hello")),
        Of("send a reply", 6, 7, world => world.Conversations.SendMessageAsync(Room, Bob, new("Hello") { ReplyTo = new("m-3") })),
        Of("send a system message", 1, 1, world => world.Conversations.SendSystemMessageAsync(Room, "Hello")),
        On("send the first message", 1, 1, world => world.CreateAsync(Alice), (world, id) => world.Conversations.SendAsync(id, Alice, "Hello")),
        On("send again", 2, 2, world => world.SendAsync(), (world, id) => world.Conversations.SendAsync(Room, Alice, "Hello", id)),
        Of("import ten", 2, 3, world => world.Conversations.ImportAsync(Room, Imported(world, 10))),
        Of("create", 9, 12, world => world.CreateAsync(Alice, Bob)),
        Of("create what exists", 2, 3, world => world.Conversations.CreateIfNotExistsAsync(Room, new() { Participants = [new(Alice)] })),
        Of("open a one-on-one", 9, 12, world => world.Conversations.OpenOneOnOneAsync(new(world.Next("u")), Bob)),
        Of("update", 6, 9, world => world.Conversations.UpdateAsync(Room, new() { Subject = world.Next("subject") })),
        Of("set with participants", 8, 11, world => world.Conversations.SetAsync(Room, new() { Participants = TwoMore(world) })),
        On("delete", 12, 16, CreateUsedAsync, (world, id) => world.Conversations.DeleteAsync(id)),
        Of("add a participant", 8, 11, world => world.Conversations.SetParticipantAsync(Room, new(world.Next("u")))),
        On("add a participant without the past", 9, 12, CreateWithMessageAsync, (world, id) => world.Conversations.SetParticipantAsync(id, new(world.Next("u")), new() { History = History.SinceJoin })),
        On("change what a participant sees", 10, 13, CreateWithHiddenAsync, (world, id) => world.Conversations.SetParticipantAsync(id, Bob, new() { History = History.Last(1) })),
        On("change a participant", 8, 11, AddAsync, (world, user) => world.Conversations.SetParticipantAsync(Room, user, new() { Access = ParticipantAccess.Read })),
        On("remove a participant", 7, 9, AddAsync, (world, user) => world.Conversations.RemoveParticipantAsync(Room, user)),
        On("edit", 8, 11, world => world.SendAsync(), (world, id) => world.Conversations.EditMessageAsync(Room, id, new() { Text = "Edited" })),
        On("edit after a minute", 10, 12, AgeAsync, (world, id) => world.Conversations.EditMessageAsync(id, new("m-1"), new() { Text = "Edited" })),
        On("send after a minute", 1, 1, AgeAsync, (world, id) => world.Conversations.SendAsync(id, Alice, "Hello")),
        On("edit as a user", 10, 13, world => world.SendAsync(), (world, id) => world.Conversations.As(Alice).EditMessageAsync(Room, id, new() { Text = "Edited" })),
        On("delete a message", 11, 14, world => world.SendAsync(), (world, id) => world.Conversations.DeleteMessageAsync(Room, id)),
        On("delete the only message", 12, 15, CreateWithMessageAsync, (world, id) => world.Conversations.DeleteMessageAsync(id, new("m-1"))),
        On("delete the only visible message", 12, 15, CreateWithHiddenAsync, (world, id) => world.Conversations.DeleteMessageAsync(id, new("m-2"))),
        On("react", 12, 15, world => world.SendAsync(), (world, id) => world.Conversations.AddReactionAsync(Room, id, Bob, "👍")),
        On("react as a user", 12, 15, world => world.SendAsync(), (world, id) => world.Conversations.As(Bob).AddReactionAsync(Room, id, "👍")),
        On("take a reaction back", 10, 13, ReactAsync, (world, id) => world.Conversations.RemoveReactionAsync(Room, id, Bob, "👍")),
        Of("find", 1, 1, world => world.Conversations.FindAsync(Room)),
        Of("find as a user", 1, 1, world => world.Conversations.As(Alice).FindAsync(Room)),
        Of("list all", 1, 1, world => world.Conversations.ListAsync().PageAsync(20)),
        Of("page of messages", 1, 1, world => world.Conversations.ListMessagesAsync(Room).PageAsync(50)),
        Of("page of messages as a user", 1, 1, world => world.Conversations.As(Alice).ListMessagesAsync(Room).PageAsync(50)),
        Of("page of messages before", 1, 1, world => world.Conversations.ListMessagesAsync(Room, new() { Before = 8 }).PageAsync(50)),
        Of("page of messages after", 1, 1, world => world.Conversations.ListMessagesAsync(Room, new() { After = 3 }).PageAsync(50)),
        Of("page of messages around", 2, 2, world => world.Conversations.ListMessagesAsync(Room, new() { Around = 5 }).PageAsync(50)),
        Of("find a message", 1, 1, world => world.Conversations.FindMessageAsync(Room, new("m-3"))),
        Of("find a message as a user", 1, 1, world => world.Conversations.As(Bob).FindMessageAsync(Room, new("m-3"))),
        On("page of reactions", 1, 1, ReactAsync, (world, id) => world.Conversations.ListReactionsAsync(Room, id).PageAsync(20)),
        Of("page of participants", 1, 2, world => world.Conversations.ListParticipantsAsync(Room).PageAsync(20)),
        Of("page of participants as a user", 1, 2, world => world.Conversations.As(Alice).ListParticipantsAsync(Room).PageAsync(20)),
        Of("find a participant", 1, 1, world => world.Conversations.FindParticipantAsync(Room, Alice)),
        Of("page of an inbox", 2, 2, world => world.Conversations.As(Alice).ListInboxAsync().PageAsync(20)),
        Of("page of an inbox with a filter", 1, 1, world => world.Conversations.As(Alice).ListInboxAsync(new() { Filters = [ConversationFilter.Unread()] }).PageAsync(20)),
        Of("page of an inbox with what is empty", 2, 2, world => world.Conversations.As(Alice).ListInboxAsync(new() { IncludeEmpty = true }).PageAsync(20)),
        On("next page of an inbox", 4, 4, CreateWithMessageAsync, (world, _) => NextPageAsync(world, null)),
        On("next page of an inbox with what is empty", 4, 4, CreateWithMessageAsync, (world, _) => NextPageAsync(world, new() { IncludeEmpty = true })),
        Of("find an entry of an inbox", 2, 2, world => world.Conversations.As(Alice).FindEntryAsync(Room)),
        Of("count what is unread", 1, 1, world => world.Store.CountUnreadAsync(Alice)),
        Of("mark as read", 1, 1, world => world.Conversations.MarkAsReadAsync(Room, Bob)),
        Of("mark as read as a user", 1, 1, world => world.Conversations.As(Alice).MarkAsReadAsync(Room)),
        Of("mark as unread", 1, 1, world => world.Conversations.MarkAsUnreadAsync(Room, Bob)),
        Of("read state", 1, 1, world => world.Conversations.FindReadStateAsync(Room, Bob)),
        Of("what everyone has read", 1, 1, world => world.Conversations.FindEveryoneReadUpToAsync(Room)),
        Of("changes", 2, 3, world => world.Store.ListChangesAsync(Room, 0, 50)),
        Of("find a user", 1, 1, world => world.Conversations.FindUserAsync(Alice)),
        Of("list users", 1, 1, world => world.Store.ListUsersAsync(Alice, 20)),
        Of("find a user as a user", 2, 2, world => world.Conversations.As(Bob).FindUserAsync(Alice)),
        Of("find a stranger as a user", 1, 1, world => world.Conversations.As(Alice).FindUserAsync(new("u-20000"))),
        Of("set a user", 2, 4, world => world.Conversations.SetUserAsync(Alice, new() { Name = world.Next("Alice") })),
        Of("set a new user", 2, 4, world => world.Conversations.SetUserAsync(new(world.Next("u")), new() { Name = "New" })),
        On("report that a host is alive", 1, 1, Deliveries.HandleAsync, (world, host) => world.Store.TickAsync(host)),
        On("wake other hosts", 1, 1, Deliveries.HandleAsync, (world, host) => world.Store.WakeAsync(host)),
        On("find work of a handler", 1, 1, Deliveries.HandleAsync, (world, host) => world.Store.FindWorkAsync(new(host.Id, host.Handlers, 100))),
        On("lease", 4, 2, Deliveries.BehindAsync, (world, key) => world.Store.LeaseAsync(Deliveries.HostId, [key])),
        On("lease what is leased by another host", 5, 3, Deliveries.LeasedAsync, (world, lease) => world.Store.LeaseAsync(Guid.NewGuid(), [lease.Key])),
        On("read what is delivered", 2, 2, Deliveries.LeasedAsync, (world, lease) => world.Store.ReadContentAsync([new(Room, lease.Position, 100)])),
        On("report how far a handler is", 3, 2, Deliveries.LeasedAsync, (world, lease) => world.Store.ReportAsync(Deliveries.HostId, [new(lease.Key, lease.Fence, lease.Position + 1, DeliveryStep.Keep)])),
        Of("read versions", 1, 1, world => world.Store.ReadVersionsAsync([Room, new("nothing")])),
        Of("read viewers", 1, 1, world => world.Store.ReadViewersAsync([new(Room, Alice, [1, 2]), new(Room, Bob, []), new(new("nothing"), Bob, [])])),
        Of("read the time", 1, 1, world => world.Store.ReadTimeAsync()),
        Of("list what changed", 1, 1, world => world.Store.ListChangedAsync([new(Alice, BigWorld.Late), new(Bob, BigWorld.Late, Room)], 20)),
        Of("find members", 1, 1, world => world.Store.FindMembersAsync([new(Room, 0, 0), new(new("c-7"), 0, 0), new(new("nothing"), 0, 0)], [Alice, Bob, new("u-7")])),
        Of("find many members", 1, 1, world => world.Store.FindMembersAsync(
            [new(new("c-7"), 0, 0), new(new("nothing"), 0, 0)], [Alice, Bob, .. Enumerable.Range(0, 300).Select(number => new UserId($"u-{number}"))])),
        On("find members who departed", 1, 1, DepartedAsync, (world, id) => world.Store.FindMembersAsync([new(Room, 0, 0), new(id, 0, 0)], [Alice, Bob, new("u-7")])),
        Of("say who watches and is online", 5, 1, world => world.Store.SayWatchingAsync(HostId, TimeSpan.FromMinutes(1), [Alice, Bob], [new("carol")])),
        On("say that nobody watches any more", 3, 1, WatchAsync, (world, _) => world.Store.SayWatchingAsync(HostId, TimeSpan.Zero, [], [])),
        On("tell other hosts", 1, 1, WatchAsync, (world, number) => world.Store.TellAsync(Guid.Empty, number, "note")),
        On("tell the only host", 1, 1, WatchAsync, (world, number) => world.Store.TellAsync(HostId, number, "note")),
        On("read notes", 1, 1, TellAsync, (world, number) => world.Store.ReadNotesAsync(HostId, new Dictionary<Guid, long> { [Guid.Empty] = number - 1 }, TimeProvider.System.GetUtcNow().AddDays(2))),
        On("find who is online", 1, 1, WatchAsync, (world, _) => world.Store.FindOnlineAsync([Alice, Bob, new("carol")])),
        Of("list who missed messages", 1, 1, world => world.Store.ListMissedAsync(Room)),
        On("trigger a notification", 4, 6, MissedAsync, (world, commit) => world.Store.CommitAsync([commit])),
        On("settle", 8, 6, Deliveries.LeasedAsync, (world, _) => world.Store.SettleAsync(Deliveries.HostId, [Room])),
    ];

    /// <summary>The calls that have to read everything: erasing and exporting the personal data of a user.</summary>
    internal static Func<World, Task> Administer { get; } = async world =>
    {
        var user = new UserId(world.Next("u"));
        await world.Conversations.SetUserAsync(user, new() { Name = "Erased" });
        var id = await world.CreateAsync(user, Alice);
        await world.Conversations.SendAsync(id, user, "I am here", new MessageId("m-1"));
        await world.Conversations.AddReactionAsync(id, new("m-1"), user, "👍");
        await world.Conversations.SendAsync(id, Alice, "So am I", new MessageId("m-2"));
        await world.Conversations.AddReactionAsync(id, new("m-2"), user, "👍");
        await world.Conversations.ExportUserAsync(user, Stream.Null);
        await world.Store.RewriteMessagesAsync(id, [new(99, 0, new("Gone", CustomData.Empty))]);
        await world.Conversations.EraseUserAsync(user);
        await world.Conversations.SendAsync(Room, Alice, "Where is <!!mention:ghost|Ghost>?");
        await world.Store.ListTracesAsync(new("ghost"), null, 10);
        await world.Store.ListParticipantsAsync(new() { ConversationId = new("nothing"), Limit = 10 });
    };

    /// <summary>Lets a participant miss a message. Returns the commit that notifies them.</summary>
    private static async Task<Commit> MissedAsync(World world)
    {
        await world.SendAsync();
        var missed = (await world.Store.ListMissedAsync(Room))[0];
        return new()
        {
            Change = new NotificationTriggered { ConversationId = Room, At = missed.LastAt, UserId = missed.Participant.UserId, UpTo = missed.Last },
            Notified = new(missed.First, missed.Notified?.UpTo ?? 0),
        };
    }

    internal static Call Find(string name) => All.Single(call => call.Name == name);

    private static Call Of(string name, int statements, int roundTrips, Func<World, Task> run) =>
        new(name, statements, roundTrips, world => Task.FromResult(() => run(world)));

    private static Call On<T>(string name, int statements, int roundTrips, Func<World, Task<T>> prepareAsync, Func<World, T, Task> run) =>
        new(name, statements, roundTrips, async world =>
        {
            var about = await prepareAsync(world);
            return () => run(world, about);
        });

    /// <summary>Lets the next change move the participants in the resume index.</summary>
    private static async Task<ConversationId> AgeAsync(World world)
    {
        var id = await CreateOnceAsync(world, "aged");
        await world.Conversations.SendAsync(id, Alice, "Hello", new MessageId("m-1"));
        await world.RunAsync($"UPDATE conversations SET changed_at = changed_at - interval '2 minutes' WHERE conversation_id = '{id}'");
        return id;
    }

    private static async Task<ConversationId> DepartedAsync(World world)
    {
        var id = await CreateOnceAsync(world, "departed");
        await world.Conversations.RemoveParticipantAsync(id, Bob);
        await world.Conversations.DeleteAsync(id);
        return id;
    }

    /// <summary>Creates a conversation if it does not exist. Each new one has a mark, and the statement that finds work reads all marks.</summary>
    private static async Task<ConversationId> CreateOnceAsync(World world, string name)
    {
        await world.Conversations.CreateIfNotExistsAsync(new(name), new() { Participants = [new(Alice), new(Bob)] });
        return new(name);
    }

    /// <summary>Lets a host have watches, and returns the number of a note that another host did not tell yet.</summary>
    private static async Task<long> WatchAsync(World world)
    {
        await world.Store.SayWatchingAsync(HostId, TimeSpan.FromMinutes(1), [Alice], []);
        return long.Parse(world.Next("n")[6..], CultureInfo.InvariantCulture);
    }

    private static async Task<long> TellAsync(World world)
    {
        var number = await WatchAsync(world);
        await world.Store.TellAsync(Guid.Empty, number, "note");
        return number;
    }

    private static async Task<UserId> AddAsync(World world)
    {
        var user = new UserId(world.Next("u"));
        await world.Conversations.SetParticipantAsync(Room, user);
        return user;
    }

    private static async Task<ConversationId> CreateUsedAsync(World world)
    {
        var id = await world.CreateAsync(Alice, Bob);
        await world.Conversations.SendAsync(id, Alice, "Hello", new MessageId("m-1"));
        await world.Conversations.AddReactionAsync(id, new("m-1"), Bob, "👍");
        return id;
    }

    private static async Task<ConversationId> CreateWithMessageAsync(World world)
    {
        var id = await world.CreateAsync(Alice, Bob);
        await world.Conversations.SendAsync(id, Alice, "Hello", new MessageId("m-1"));
        return id;
    }

    private static async Task<ConversationId> CreateWithHiddenAsync(World world)
    {
        var id = await CreateWithMessageAsync(world);
        await world.Conversations.SetParticipantAsync(id, new(world.Next("u")), new() { History = History.SinceJoin });
        await world.Conversations.SendAsync(id, Alice, "Hello again", new MessageId("m-2"));
        return id;
    }

    private static async Task<MessageId> ReactAsync(World world)
    {
        var id = await world.SendAsync();
        await world.Conversations.AddReactionAsync(Room, id, Bob, "👍");
        return id;
    }

    private static async Task NextPageAsync(World world, ConversationQuery? query)
    {
        var inbox = world.Conversations.As(Alice).ListInboxAsync(query);
        await inbox.PageAsync(20, (await inbox.PageAsync(1)).Next);
    }

    private static Dictionary<UserId, ParticipantPatch?> TwoMore(World world) => new() { [new(world.Next("u"))] = null, [new(world.Next("u"))] = null };

    private static async IAsyncEnumerable<ImportedMessage> Imported(World world, int count)
    {
        await Task.Yield();
        for (var i = 0; i < count; i++)
            yield return new() { Id = new(world.Next("m")), SenderId = Alice, Text = "Imported", CreatedAt = DateTimeOffset.UnixEpoch.AddDays(20_000) };
    }
}
