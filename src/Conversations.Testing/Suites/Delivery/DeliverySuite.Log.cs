using Conversations.Decisions;
using Conversations.Storage;

namespace Conversations.Testing;

/// <content>What is delivered, walks through the logs, and pruning.</content>
public abstract partial class DeliverySuite
{
    private static readonly TimeSpan _day = TimeSpan.FromDays(1);

    [Fact]
    [Rule(nameof(IDeliveryStore.ReadContentAsync), 1)]
    public async Task Content_is_the_changes_with_the_conversation_and_the_messages_as_they_are()
    {
        var (id, other) = (await CreateAsync(), await CreateAsync());
        var (kept, deleted) = (await SendAsync(id, Alice, "first"), await SendAsync(id, Bob, "second"));
        await Conversations.EditMessageAsync(id, kept.Id, new() { Text = "edited" });
        await Conversations.DeleteMessageAsync(id, deleted.Id);

        var contents = await Deliveries.ReadContentAsync([new(id, 1, 2), new(NewId(), 0, 5), new(other, 0, 5), new(id, 4, 5)]);

        Assert.Equal([2, 3], contents[0].Changes.Changes.Select(change => (int)change.Version));
        Assert.Equal("edited", Assert.Single(contents[0].Messages).Value.Text);
        Assert.Equal(Seen.Of(await GetMessageAsync(id, kept.Id)), Seen.Of(contents[0].Messages[kept.Id]));
        Assert.Equal((5L, id), (contents[0].Conversation!.Version, contents[0].Conversation!.Id));
        Assert.Equal((0, null), (contents[1].Changes.Changes.Count, contents[1].Conversation));
        Assert.Equal(other, contents[2].Conversation!.Id);
        Assert.IsType<MessageDeleted>(Assert.Single(contents[3].Changes.Changes));
        Assert.Empty(contents[3].Messages);
    }

    [Fact]
    [Rule(nameof(IDeliveryStore.ReadContentAsync), 3)]
    public async Task Only_the_changes_of_the_kinds_that_are_asked_for_are_read()
    {
        var id = await CreateAsync();
        var (edited, other) = (await SendAsync(id, Alice, "first"), await SendAsync(id, Bob, "second"));
        await Conversations.EditMessageAsync(id, edited.Id, new() { Text = "edited" });
        await Conversations.AddReactionAsync(id, other.Id, Alice, ":heart:");

        var contents = await Deliveries.ReadContentAsync(
        [
            new(id, 1, Many, [typeof(MessageEdited)]),
            new(id, 1, Many, [typeof(ReactionRemoved), typeof(ReactionAdded), typeof(ConversationUpdated)]),
            new(id, 0, Many, []),
            new(id, 1, 2, [typeof(MessageSent), typeof(MessageEdited)]),
            new(id, 0, 2, [typeof(ConversationCreated), typeof(MessageEdited)], readsMessages: false),
            new(NewId(), 0, Many, [typeof(MessageSent)]),
        ]);

        Assert.Equal([[4], [5], [], [2, 3], [1, 4], []], contents.Select(content => content.Changes.Changes.Select(change => (int)change.Version)));
        Assert.Equal([5, 5, 5, 3, 4, 0], contents.Select(content => (int)content.UpTo));
        Assert.Equal([edited.Id], contents[0].Messages.Keys);
        Assert.Equal([other.Id], contents[1].Messages.Keys);
        Assert.Equal([2, 0], new[] { contents[3].Messages.Count, contents[4].Messages.Count });
        Assert.Equal(5L, contents[2].Conversation!.Version);
    }

    [Fact]
    [Rule(nameof(IDeliveryStore), 5)]
    public async Task Of_a_deleted_conversation_only_the_deletion_and_what_came_after_is_delivered()
    {
        var handler = await AddAsync();
        var id = await CreateAsync();
        await SendAsync(id, Alice);
        await Conversations.DeleteAsync(id);

        var lease = Assert.Single((await LeaseAllAsync(await StartAsync(handler), handler)).Where(one => one.Key.ConversationId == id));
        var content = Assert.Single(await Deliveries.ReadContentAsync([new(id, lease.Position, 100)]));

        Assert.IsType<ConversationDeleted>(Assert.Single(content.Changes.Changes));
        Assert.Null(content.Conversation);
        Assert.Empty(content.Messages);

        await Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Alice)] });
        content = Assert.Single(await Deliveries.ReadContentAsync([new(id, lease.Position, 100)]));
        Assert.Equal([3, 4], content.Changes.Changes.Select(change => (int)change.Version));
        Assert.NotNull(content.Conversation);
    }

    [Fact]
    [Rule(nameof(IDeliveryStore), 1)]
    public async Task Changes_of_messages_that_an_erasure_deletes_are_work_too()
    {
        var handler = await AddAsync();
        var id = await CreateAsync();
        await SendAsync(id, Alice);
        var host = await StartAsync(handler);
        var lease = Assert.Single(await LeaseAllAsync(host, handler));
        await ReportAsync(host, new(lease.Key, lease.Fence, 2, DeliveryStep.Release));
        await Deliveries.SettleAsync(host, [id]);

        await Store.DeleteMessagesOfAsync(id, Alice, 0, long.MaxValue, Clock.GetUtcNow());

        Assert.Equal(2L, Assert.Single(await LeaseAllAsync(host, handler)).Position);
    }

    [Fact]
    [Rule(nameof(IDeliveryStore.WalkAsync), 1)]
    [Rule(nameof(IDeliveryStore.TryAddHandlerAsync), 2)]
    public async Task A_walk_gives_a_handler_its_positions_in_the_order_of_the_ids()
    {
        var name = Guid.NewGuid().ToString("N");
        ConversationId[] ids = [new($"0-{name}-a"), new($"0-{name}-b"), new($"0-{name}-c")];
        foreach (var id in ids)
            await Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Alice)] });

        var handler = await AddAsync(walks: true);
        await SendAsync(ids[2], Alice);
        Assert.Equal([], await FindAsync(handler));

        var walked = new List<ConversationId>();
        while (await Deliveries.WalkAsync(handler, 1, from: null, limit: 1))
        {
            var found = await FindAsync(handler);
            Assert.True(found.Count <= walked.Count + 1);
            walked = [.. found];
        }

        Assert.Equal(ids, (await FindAsync(handler)).Intersect(ids).Order());
        Assert.False(await Deliveries.WalkAsync(handler, 1, from: null, limit: 1));
        Assert.All((await LeaseAllAsync(await StartAsync(handler), handler)).Where(lease => ids.Contains(lease.Key.ConversationId)), lease => Assert.Equal(0L, lease.Position));
    }

    [Fact]
    [Rule(nameof(IDeliveryStore.WalkAsync), 2)]
    public async Task A_walk_from_a_time_begins_before_the_first_change_at_or_after_it()
    {
        var id = await CreateAsync();
        await SendAsync(id, Alice);
        Clock.Advance(_day);
        await Conversations.UpdateAsync(id, new() { Subject = "House" });
        await SendAsync(id, Alice);
        var handler = await AddAsync();
        var from = Clock.GetUtcNow();

        await RewalkAsync(handler, from);
        Assert.Equal(2L, LeaseOf(id, await LeaseAllAsync(await StartAsync(handler), handler))!.Position);

        await RewalkAsync(handler, from + _day);
        Assert.Null(LeaseOf(id, await LeaseAllAsync(await StartAsync(handler), handler)));
    }

    [Fact]
    [Rule(nameof(IDeliveryStore.WalkAsync), 2)]
    public async Task A_new_walk_moves_back_a_handler_and_ends_its_leases()
    {
        var (handler, id, host) = await HandledAsync();
        await SendAsync(id, Alice);
        var lease = Assert.Single(await LeaseAllAsync(host, handler));

        await RewalkAsync(handler, from: null);

        Assert.False(await ReportAsync(host, new(lease.Key, lease.Fence, 2, DeliveryStep.Keep)));
        Assert.Equal(0L, LeaseOf(id, await LeaseAllAsync(host, handler))!.Position);
    }

    [Fact]
    [Rule(nameof(IDeliveryStore.TryRestartWalkAsync), 1)]
    [Rule(nameof(IDeliveryStore.WalkAsync), 3)]
    public async Task A_host_that_does_not_know_the_newest_row_neither_walks_nor_restarts_the_walk()
    {
        var (handler, _, host) = await HandledAsync();

        Assert.False(await Deliveries.TryRestartWalkAsync(handler, "again", 2));
        Assert.Equal(("first", 1L, null), await RowAsync());
        Assert.True(await Deliveries.TryRestartWalkAsync(handler, "again", 1));
        Assert.Equal(("again", 2L, ""), await RowAsync());
        Assert.True(await Deliveries.WalkAsync(handler, 1, from: null, limit: Many));
        Assert.Equal(("again", 2L, ""), await RowAsync());
        Assert.Equal([], await LeaseAllAsync(host, handler));

        async Task<(string State, long Version, string? WalkedTo)> RowAsync() =>
            (await TickAsync(host)).Handlers.Where(row => row.Name == handler).Select(row => (row.State, row.Version, row.WalkedTo)).Single();
    }

    [Fact]
    [Rule(nameof(IDeliveryStore.MeasureAsync), 1)]
    public async Task Lag_is_the_number_of_changes_and_the_time_of_the_oldest()
    {
        var handler = await AddAsync();
        Assert.Equal(new(0, 0, 0, null), await Deliveries.MeasureAsync(handler));
        var began = Clock.GetUtcNow();
        var (id, other) = (await CreateAsync(), await CreateAsync());
        Clock.Advance(_day);
        await SendAsync(id, Alice);

        Assert.Equal(new(3, 2, 0, began), await Deliveries.MeasureAsync(handler));

        var host = await StartAsync(handler);
        var leases = await LeaseAllAsync(host, handler);
        await ReportAsync(host, new(new(handler, id), LeaseOf(id, leases)!.Fence, 1, DeliveryStep.Release));
        await ReportAsync(host, new(new(handler, other), LeaseOf(other, leases)!.Fence, 1, DeliveryStep.Release));
        await Deliveries.SettleAsync(host, [id, other]);

        Assert.Equal(new(1, 1, 0, began + _day), await Deliveries.MeasureAsync(handler));
    }

    [Fact]
    [Rule(nameof(IDeliveryStore.PruneAsync), 1)]
    public async Task Old_changes_are_pruned_when_all_handlers_have_handled_them()
    {
        var (id, after, handler) = await OldAsync();

        await Deliveries.PruneAsync(new(after, 1, _day, 10_000 * _day));
        Assert.False((await Store.ListChangesAsync(id, 0, Many)).IsPruned);

        var host = await StartAsync(handler);
        var lease = LeaseOf(id, await LeaseAllAsync(host, handler))!;
        await ReportAsync(host, new(lease.Key, lease.Fence, 2, DeliveryStep.Release));
        await Deliveries.PruneAsync(new(after, 1, 10_000 * _day, 10_000 * _day));
        Assert.False((await Store.ListChangesAsync(id, 0, Many)).IsPruned);

        Assert.Equal(id, await Deliveries.PruneAsync(new(after, 1, _day, 10_000 * _day)));
        Assert.True((await Store.ListChangesAsync(id, 0, Many)).IsPruned);
        Assert.Equal([3, 4], (await Store.ListChangesAsync(id, 2, Many)).Changes.Select(change => (int)change.Version));
        Assert.Equal(2, (await GetAsync(id)).MessageCount);
    }

    [Fact]
    [Rule(nameof(IDeliveryStore.PruneAsync), 1)]
    [Rule(nameof(IDeliveryStore.ReadContentAsync), 2)]
    public async Task Very_old_changes_are_pruned_although_a_handler_has_not_handled_them()
    {
        var (id, after, _) = await OldAsync();

        await Deliveries.PruneAsync(new(after, 1, _day, _day));

        var log = await Store.ListChangesAsync(id, 0, Many);
        Assert.True(log.IsPruned);
        Assert.Equal([], log.Changes);
        Assert.Equal((4, true), await ReadAsync());
        await SendAsync(id, Alice);
        Assert.Equal(5, (int)Assert.Single((await Store.ListChangesAsync(id, 0, Many)).Changes).Version);

        // Nothing more is old enough, and the handler is before the beginning of the log.
        await Deliveries.PruneAsync(new(after, 1, _day, 10_000 * _day));
        Assert.Equal(5, (int)Assert.Single((await Store.ListChangesAsync(id, 4, Many)).Changes).Version);

        async Task<(long LogAfter, bool IsPruned)> ReadAsync()
        {
            var content = Assert.Single(await Deliveries.ReadContentAsync([new(id, 1, Many)]));
            return (content.LogAfter, content.Changes.IsPruned);
        }
    }

    private static DeliveryLease? LeaseOf(ConversationId id, IEnumerable<DeliveryLease> leases) =>
        leases.FirstOrDefault(lease => lease.Key.ConversationId == id);

    private async Task RewalkAsync(string handler, DateTimeOffset? from)
    {
        var version = (await TickAsync(Guid.NewGuid())).Handlers.Single(row => row.Name == handler).Version;
        Assert.True(await Deliveries.TryRestartWalkAsync(handler, "again", version));
        while (await Deliveries.WalkAsync(handler, version + 1, from, limit: 100))
        {
        }
    }

    /// <summary>Stores a conversation with four changes that are ten years old, and gives an id directly before its own.</summary>
    private async Task<(ConversationId Id, ConversationId After, string Handler)> OldAsync()
    {
        var name = Guid.NewGuid().ToString("N");
        var handler = await AddAsync();
        ConversationId id = new($"old-{name}-b");
        var at = new DateTimeOffset(2016, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var writes = new[] { new ParticipantWrite(Alice, ParticipantAccess.ReadWrite, NotifySetting.All, Joins: true) };
        Commit[] commits =
        [
            new() { Change = new ConversationCreated { ConversationId = id, At = at, Participants = [Alice] }, Settings = new(), Participants = writes },
            .. Enumerable.Range(0, 2).Select(_ => Sending(id, NewMessageId(), at)),
            new() { Change = new ConversationUpdated { ConversationId = id, At = at }, Settings = new() { Subject = "House" } },
        ];
        Assert.All(await Store.CommitAsync(commits), outcome => Assert.IsType<CommitOutcome.Stored>(outcome));
        return (id, new($"old-{name}-a"), handler);
    }

    private Commit Sending(ConversationId id, MessageId messageId, DateTimeOffset at) => new()
    {
        Change = new MessageSent { ConversationId = id, At = at, Actor = Alice, MessageId = messageId },
        Message = new() { Id = messageId, SenderId = Alice, Text = "hello", Hash = ContentHash.Of("hello", CustomData.Empty, null) },
    };
}
