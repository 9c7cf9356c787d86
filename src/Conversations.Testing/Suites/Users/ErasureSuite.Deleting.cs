using Conversations.Storage;

namespace Conversations.Testing;

/// <content>Tests the deletion of all messages of a user, which a store does in batches.</content>
public abstract partial class ErasureSuite
{
    [Fact]
    [Rule(nameof(IPersonalDataStore.DeleteMessagesOfAsync), 1)]
    public async Task Messages_deleted_together_leave_what_messages_deleted_one_by_one_leave()
    {
        var (together, single) = (await FillAsync(), await FillAsync());
        var at = Clock.GetUtcNow();

        var deleted = await Store.DeleteMessagesOfAsync(together, Alice, 0, 6, at);
        foreach (var message in await AllAsync(Conversations.ListMessagesAsync(single, new() { After = 0 })))
        {
            if (message.SenderId == Alice && message.Sequence <= 6)
                await Conversations.DeleteMessageAsync(single, message.Id);
        }

        Assert.Equal(new(3, 6), deleted);
        Assert.Equal(new(0, 6), await Store.DeleteMessagesOfAsync(together, Alice, 6, 6, at));
        Assert.Equal(
            (await StateOfAsync(single)).Replace(single.Value, together.Value, StringComparison.Ordinal), await StateOfAsync(together));
        Assert.Equal(await Conversations.FindReadStateAsync(single, Bob), await Conversations.FindReadStateAsync(together, Bob));
    }

    [Fact]
    [Rule(nameof(IPersonalDataStore.DeleteMessagesOfAsync), 1)]
    public async Task Messages_are_deleted_only_of_the_sender_and_only_in_the_range()
    {
        var id = await FillAsync();

        Assert.Equal(new(2, 6), await Store.DeleteMessagesOfAsync(id, Alice, 2, 6, Clock.GetUtcNow()));

        var left = await AllAsync(Conversations.ListMessagesAsync(id, new() { After = 0 }));
        Assert.Equal([1L, 2, 3, 5, 7, 8], left.Select(message => message.Sequence));
        Assert.Equal(new(0, 0), await Store.DeleteMessagesOfAsync(id, Carol, 0, long.MaxValue, Clock.GetUtcNow()));
        Assert.Equal(new(0, 0), await Store.DeleteMessagesOfAsync(NewId(), Alice, 0, long.MaxValue, Clock.GetUtcNow()));
    }

    /// <summary>More messages than a store writes in one call, between messages of another user.</summary>
    [Fact]
    [Rule(nameof(IPersonalDataStore.DeleteMessagesOfAsync), 1)]
    public async Task Messages_of_several_calls_are_deleted_each_by_a_change_of_its_own()
    {
        const int count = 1_234;
        var id = await CreateAsync(Alice, Bob);
        await Conversations.ImportAsync(id, Enumerable.Range(0, count).Select(i => new ImportedMessage
        {
            Id = NewMessageId(),
            SenderId = i % 100 == 99 ? Bob : Alice,
            Text = "text",
            CreatedAt = Clock.GetUtcNow(),
        }).ToAsyncEnumerable());
        var before = (await GetAsync(id)).Version;

        var progress = await Conversations.EraseUserAsync(Alice);

        var after = await GetAsync(id);
        Assert.Equal(count - 12, progress.Messages);
        Assert.Equal((12, 1_200), (after.MessageCount, after.LastMessage?.Sequence));
        Assert.Equal(before + 1 + progress.Messages, after.Version);
        var changes = (await Store.ListChangesAsync(id, before, 10_000)).Changes;
        Assert.Equal(Enumerable.Range(1, changes.Count).Select(i => before + i), changes.Select(change => change.Version));
        var deleted = changes.OfType<MessageDeleted>().ToList();
        Assert.Equal(progress.Messages, deleted.Select(change => change.MessageId).Distinct().Count());
        Assert.Equal(deleted.Select(change => change.Sequence).Order(), deleted.Select(change => change.Sequence));
        Assert.All(deleted, change => Assert.Null(change.Actor));
        Assert.Empty(await Store.ListTracesAsync(Alice, null, 10));
    }

    /// <summary>Makes a conversation in which Alice sent the messages 2, 4, 6 and 8, and both reacted.</summary>
    private async Task<ConversationId> FillAsync()
    {
        var id = await CreateAsync(Alice, Bob);
        for (var i = 1; i <= 8; i++)
        {
            var message = (await Conversations.SendAsync(id, i % 2 == 0 ? Alice : Bob, $"text {i}", new($"m{i}"))).Message!;
            await Conversations.AddReactionAsync(id, message.Id, Alice, "👍");
            await Conversations.AddReactionAsync(id, message.Id, Bob, "👍");
        }

        return id;
    }
}
