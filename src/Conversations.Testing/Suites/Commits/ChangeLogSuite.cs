using System.Text.Json;
using Conversations.Decisions;
using Conversations.Storage;
using Xunit;

namespace Conversations.Testing;

/// <summary>Tests the log of a conversation: it contains every change, and no text that people wrote.</summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract class ChangeLogSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    [Fact]
    [Rule(nameof(IConversationStore.ListChangesAsync), 1)]
    [Rule(nameof(IConversationStore.CommitAsync), 5)]
    public async Task Every_kind_of_change_is_in_the_log_in_order()
    {
        var (id, message, at) = (NewId(), NewMessageId(), Clock.GetUtcNow());
        await Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Alice), new(Bob)] });
        await Conversations.UpdateAsync(id, new() { Subject = "Two" });
        await Conversations.SetParticipantAsync(id, Carol);
        await Conversations.SetParticipantAsync(id, Carol, new() { Access = ParticipantAccess.Read });
        await Conversations.RemoveParticipantAsync(id, Carol);
        await Conversations.SendSystemMessageAsync(id, "first");
        await Conversations.SendAsync(id, Alice, "second", message);
        await Conversations.EditMessageAsync(id, message, new() { Text = "edited" });
        await Conversations.AddReactionAsync(id, message, Bob, "👍");
        await Conversations.RemoveReactionAsync(id, message, Bob, "👍");
        await Conversations.DeleteMessageAsync(id, message);

        var system = Assert.Single(await AllAsync(Conversations.ListMessagesAsync(id))).Id;
        var log = await Store.ListChangesAsync(id, 0, 100);

        Change[] expected =
        [
            new ConversationCreated { ConversationId = id, Version = 1, At = at, Participants = [Alice, Bob] },
            new ConversationUpdated { ConversationId = id, Version = 2, At = at },
            new ParticipantAdded { ConversationId = id, Version = 3, At = at, UserId = Carol },
            new ParticipantUpdated { ConversationId = id, Version = 4, At = at, UserId = Carol },
            new ParticipantRemoved { ConversationId = id, Version = 5, At = at, UserId = Carol },
            new MessageSent { ConversationId = id, Version = 6, At = at, MessageId = system, Sequence = 1 },
            new MessageSent { ConversationId = id, Version = 7, At = at, MessageId = message, Sequence = 2 },
            new MessageEdited { ConversationId = id, Version = 8, At = at, MessageId = message, Sequence = 2, Revision = 1 },
            new ReactionAdded { ConversationId = id, Version = 9, At = at, MessageId = message, Sequence = 2, UserId = Bob, Emoji = "👍" },
            new ReactionRemoved { ConversationId = id, Version = 10, At = at, MessageId = message, Sequence = 2, UserId = Bob, Emoji = "👍" },
            new MessageDeleted { ConversationId = id, Version = 11, At = at, MessageId = message, Sequence = 2 },
        ];
        Assert.Equal(expected, log.Changes);
        Assert.False(log.IsPruned);
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListChangesAsync), 1)]
    [Rule(nameof(IConversationStore.CommitAsync), 6)]
    public async Task A_change_has_the_time_of_the_decision_even_if_its_message_has_another_time()
    {
        var id = await CreateAsync();
        await SendAsync(id, Alice);
        Clock.Shift(TimeSpan.FromHours(-1));
        await SendAsync(id, Alice);

        var last = (await Store.ListChangesAsync(id, 2, 10)).Changes;

        Assert.Equal(Clock.GetUtcNow(), Assert.Single(last).At);
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListChangesAsync), 1)]
    public async Task An_update_names_the_participants_that_it_changed()
    {
        var id = await CreateAsync();
        var participants = new Dictionary<UserId, ParticipantPatch?> { [Alice] = null, [Bob] = new() { Access = ParticipantAccess.Read }, [Carol] = null };

        await Conversations.UpdateAsync(id, new() { Subject = "Three", Participants = participants });

        var change = Assert.IsType<ConversationUpdated>(Assert.Single((await Store.ListChangesAsync(id, 1, 10)).Changes));
        Assert.Equal([Bob, Carol], change.Participants);
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListChangesAsync), 1)]
    [Rule(nameof(IConversationStore.CommitAsync), 5)]
    public async Task An_imported_message_is_in_the_log_as_a_sent_message()
    {
        var (id, message) = (await CreateAsync(), NewMessageId());
        var imported = new ImportedMessage { Id = message, SenderId = Carol, Text = "old", CreatedAt = DateTimeOffset.UnixEpoch };

        await Conversations.ImportAsync(id, new[] { imported }.ToAsyncEnumerable());

        Assert.Equal(
            [new MessageSent { ConversationId = id, Version = 2, At = Clock.GetUtcNow(), MessageId = message, Sequence = 1 }],
            (await Store.ListChangesAsync(id, 1, 10)).Changes);
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListChangesAsync), 1)]
    public async Task A_change_names_the_user_who_made_it()
    {
        var (id, message, at) = (await CreateAsync(Alice, Bob, Carol), NewMessageId(), Clock.GetUtcNow());
        var sent = new NewMessage { Id = message, SenderId = Alice, Text = "hello", Origin = MessageOrigin.Session, Hash = default };
        var edited = new MessageEdited { ConversationId = id, At = at, Actor = Carol, MessageId = message, Revision = 1 };
        var settings = new ConversationSettings { Subject = "By Bob" };
        Commit[] commits =
        [
            new() { Change = new ConversationUpdated { ConversationId = id, At = at, Actor = Bob }, Settings = settings },
            new() { Change = new MessageSent { ConversationId = id, At = at, Actor = Alice, MessageId = message }, Message = sent },
            new() { Change = edited, Content = new("edited", CustomData.Empty) },
            new() { Change = new ReactionAdded { ConversationId = id, At = at, Actor = Bob, MessageId = message, UserId = Bob, Emoji = "👍" } },
            new() { Change = new MessageDeleted { ConversationId = id, At = at, Actor = Alice, MessageId = message } },
            new() { Change = new ParticipantRemoved { ConversationId = id, At = at, Actor = Carol, UserId = Carol } },
            new() { Change = new ConversationDeleted { ConversationId = id, At = at, Actor = Bob } },
        ];

        foreach (var commit in commits)
        {
            var stored = Assert.IsType<CommitOutcome.Stored>(Assert.Single(await Store.CommitAsync([commit])));
            var change = Assert.Single((await Store.ListChangesAsync(id, stored.Version - 1, 10)).Changes);
            Assert.Equal((commit.Change.GetType(), commit.Change.Actor), (change.GetType(), change.Actor));
        }
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListChangesAsync), 1)]
    public async Task The_log_contains_no_text_that_people_wrote()
    {
        const string secret = "words to be forgotten";
        var (id, message) = (NewId(), NewMessageId());
        await Conversations.CreateIfNotExistsAsync(id, new()
        {
            Participants = [new(Alice), new(Bob)],
            Subject = secret,
            PhotoUrl = $"https://example.com/{Uri.EscapeDataString(secret)}",
            WelcomeMessages = [secret],
            Custom = new() { [secret] = secret },
        });
        await Conversations.UpdateAsync(id, new() { Subject = $"more {secret}", Custom = new() { ["a"] = secret } });
        await Conversations.SendMessageAsync(id, Alice, new(secret) { Id = message, Custom = new() { [secret] = secret } });
        await Conversations.EditMessageAsync(id, message, new() { Text = $"more {secret}", Custom = new() { ["a"] = secret } });
        await Conversations.SendMessageAsync(id, Bob, new(secret) { ReplyTo = message });
        await Conversations.DeleteMessageAsync(id, message);

        var log = await Store.ListChangesAsync(id, 0, 100);

        var json = JsonSerializer.Serialize(log.Changes);
        Assert.Equal(6, log.Changes.Count);
        Assert.DoesNotContain(secret, json, StringComparison.Ordinal);
        Assert.DoesNotContain("forgotten", json, StringComparison.Ordinal);
    }

    [Theory]
    [Rule(nameof(IConversationStore.ListChangesAsync), 1, 2)]
    [InlineData(0, 100, 1, 5)]
    [InlineData(0, 2, 1, 2)]
    [InlineData(2, 2, 3, 2)]
    [InlineData(4, 2, 5, 1)]
    [InlineData(5, 2, 0, 0)]
    [InlineData(6, 2, 0, 0)]
    [InlineData(long.MaxValue, 2, 0, 0)]
    public async Task The_log_is_read_after_a_version_and_up_to_a_limit(long after, int limit, long first, int count)
    {
        var id = await CreateAsync();
        for (var i = 0; i < 4; i++)
            await SendAsync(id, Alice);

        var log = await Store.ListChangesAsync(id, after, limit);

        Assert.Equal(Enumerable.Range(0, count).Select(i => first + i), log.Changes.Select(change => change.Version));
        Assert.False(log.IsPruned);
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListChangesAsync), 2)]
    public async Task The_log_of_a_conversation_that_never_existed_is_empty()
    {
        var log = await Store.ListChangesAsync(NewId(), 0, 10);

        Assert.Empty(log.Changes);
        Assert.False(log.IsPruned);
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListChangesAsync), 2)]
    [Rule(nameof(IConversationStore.CommitAsync), 11)]
    public async Task After_a_delete_the_log_starts_with_the_delete_and_earlier_changes_are_pruned()
    {
        var id = await CreateAsync();
        await SendAsync(id, Alice);
        await Conversations.DeleteAsync(id);

        var deleted = new ConversationDeleted { ConversationId = id, Version = 3, At = Clock.GetUtcNow() };
        foreach (var (after, isPruned) in new[] { (0L, true), (1L, true), (2L, false) })
        {
            var log = await Store.ListChangesAsync(id, after, 10);
            Assert.Equal([deleted], log.Changes);
            Assert.Equal((after, isPruned), (after, log.IsPruned));
        }

        Assert.Empty((await Store.ListChangesAsync(id, 3, 10)).Changes);
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListChangesAsync), 2)]
    [Rule(nameof(IConversationStore.CommitAsync), 11)]
    public async Task The_log_of_a_recreated_conversation_continues_after_the_delete()
    {
        var id = await CreateAsync();
        await Conversations.DeleteAsync(id);
        await Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Carol)] });
        await SendAsync(id, Carol);

        var log = await Store.ListChangesAsync(id, 0, 10);

        Assert.True(log.IsPruned);
        Assert.Equal([2, 3, 4], log.Changes.Select(change => change.Version));
        Assert.Equal([typeof(ConversationDeleted), typeof(ConversationCreated), typeof(MessageSent)], log.Changes.Select(change => change.GetType()));
        Assert.False((await Store.ListChangesAsync(id, 1, 10)).IsPruned);
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListChangesAsync), 1)]
    public async Task Logs_of_two_conversations_are_independent()
    {
        var (one, other) = (await CreateAsync(), await CreateAsync());
        await SendAsync(one, Alice);

        Assert.Equal(2, (await Store.ListChangesAsync(one, 0, 10)).Changes.Count);
        Assert.Single((await Store.ListChangesAsync(other, 0, 10)).Changes);
    }
}
