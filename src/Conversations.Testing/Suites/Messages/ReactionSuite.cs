using Conversations.Decisions;
using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Conversations.Testing;

/// <summary>Tests reactions to messages.</summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract class ReactionSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    [Fact]
    [Rule(nameof(IConversationStore.ListMessagesAsync), 2)]
    public async Task A_reaction_shows_on_the_message_wherever_it_is_read()
    {
        var (id, message) = await SendOneAsync();

        Assert.True(await Conversations.AddReactionAsync(id, message, Bob, "👍"));

        Reaction[] expected = [new("👍", 1, ByViewer: false)];
        Assert.Equal(expected, (await GetMessageAsync(id, message)).Reactions);
        Assert.Equal(expected, Assert.Single(await AllAsync(Conversations.ListMessagesAsync(id))).Reactions);
        Assert.Equal(expected, (await GetAsync(id)).LastMessage?.Reactions);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task Adding_a_reaction_twice_succeeds_and_counts_once()
    {
        var (id, message) = await SendOneAsync();
        await Conversations.AddReactionAsync(id, message, Bob, "👍");
        var before = await StateOfAsync(id);

        Assert.False(await Conversations.AddReactionAsync(id, message, Bob, "👍"));

        Assert.Equal(before, await StateOfAsync(id));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task Removing_a_missing_reaction_succeeds_and_writes_nothing()
    {
        var (id, message) = await SendOneAsync();
        await Conversations.AddReactionAsync(id, message, Bob, "👍");
        var before = await StateOfAsync(id);

        Assert.False(await Conversations.RemoveReactionAsync(id, message, Bob, "👎"));
        Assert.False(await Conversations.RemoveReactionAsync(id, message, Alice, "👍"));
        Assert.False(await Conversations.RemoveReactionAsync(id, message, Carol, "👍"));

        Assert.Equal(before, await StateOfAsync(id));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task Adding_an_existing_emoji_is_stale_if_it_is_removed_meanwhile_so_that_the_limit_holds()
    {
        var (id, message) = await SendOneAsync();
        await Conversations.AddReactionAsync(id, message, Alice, "👍");
        await Conversations.AddReactionAsync(id, message, Alice, "👎");
        var command = new SetReaction { ConversationId = id, MessageId = message, UserId = Bob, Emoji = "👍", IsThere = true };
        var commit = command.Decide(await Store.ReadFactsAsync(command.Needs), new(Clock.GetUtcNow(), new() { MaxReactions = 2 }));
        await Conversations.RemoveReactionAsync(id, message, Alice, "👍");
        await Conversations.AddReactionAsync(id, message, Alice, "🎉");

        var outcomes = await Store.CommitAsync([commit!]);

        Assert.IsType<CommitOutcome.Stale>(Assert.Single(outcomes));
        Assert.Equal([("👎", 1), ("🎉", 1)], await CountsAsync(id, message));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task A_removed_reaction_is_gone_and_can_be_added_again()
    {
        var (id, message) = await SendOneAsync();
        await Conversations.AddReactionAsync(id, message, Bob, "👍");

        Assert.True(await Conversations.RemoveReactionAsync(id, message, Bob, "👍"));
        Assert.Empty((await GetMessageAsync(id, message)).Reactions);

        Assert.True(await Conversations.AddReactionAsync(id, message, Bob, "👍"));
        Assert.Equal([new("👍", 1, ByViewer: false)], (await GetMessageAsync(id, message)).Reactions);
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListMessagesAsync), 2)]
    public async Task Reactions_are_counted_by_emoji_in_the_order_of_the_first_reaction_with_each()
    {
        var (id, message) = await SendOneAsync();
        await Conversations.AddReactionAsync(id, message, Bob, "👎");
        await Conversations.AddReactionAsync(id, message, Alice, ":party:");
        await Conversations.AddReactionAsync(id, message, Alice, "👎");
        await Conversations.AddReactionAsync(id, message, Bob, "👍");

        Assert.Equal([("👎", 2), (":party:", 1), ("👍", 1)], await CountsAsync(id, message));
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListMessagesAsync), 2)]
    public async Task Emoji_are_ordered_by_their_first_remaining_reaction()
    {
        var (id, message) = await SendOneAsync();
        await Conversations.AddReactionAsync(id, message, Bob, "👎");
        await Conversations.AddReactionAsync(id, message, Bob, "👍");
        await Conversations.AddReactionAsync(id, message, Alice, "👎");

        await Conversations.RemoveReactionAsync(id, message, Bob, "👎");

        Assert.Equal([("👍", 1), ("👎", 1)], await CountsAsync(id, message));
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListMessagesAsync), 2)]
    public async Task Reactions_of_two_messages_are_independent()
    {
        var (id, message) = await SendOneAsync();
        var other = (await SendAsync(id, Alice)).Id;
        await Conversations.AddReactionAsync(id, message, Bob, "👍");

        Assert.False(await Conversations.RemoveReactionAsync(id, other, Bob, "👍"));

        Assert.Empty((await GetMessageAsync(id, other)).Reactions);
        Assert.Equal([("👍", 1)], await CountsAsync(id, message));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 6, 7)]
    public async Task A_reaction_changes_neither_last_activity_nor_read_positions()
    {
        var (id, message) = await SendOneAsync();
        var sentAt = Clock.GetUtcNow();
        Clock.Advance(TimeSpan.FromHours(1));

        await Conversations.AddReactionAsync(id, message, Bob, "👍");

        Assert.Equal((sentAt, 1), ((await GetAsync(id)).LastActivityAt, (await GetAsync(id)).LastSequence));
        Assert.Equal(0, (await GetParticipantAsync(id, Bob)).ReadUpTo);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_participant_with_read_access_may_react()
    {
        var (id, message) = await SendOneAsync();
        await Conversations.SetParticipantAsync(id, Bob, new() { Access = ParticipantAccess.Read });

        Assert.True(await Conversations.AddReactionAsync(id, message, Bob, "👍"));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task A_reaction_by_a_user_who_is_not_a_participant_is_refused_and_writes_nothing()
    {
        var (id, message) = await SendOneAsync();
        await Conversations.RemoveParticipantAsync(id, Bob);

        var error = await RefusesAsync<ConversationAccessException>(id, () => Conversations.AddReactionAsync(id, message, Bob, "👍"));

        Assert.Equal(Bob, error.UserId);
        await RefusesAsync<ConversationAccessException>(id, () => Conversations.AddReactionAsync(id, message, Carol, "👍"));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    public async Task The_reaction_of_a_removed_participant_stays_and_can_be_removed()
    {
        var (id, message) = await SendOneAsync();
        await Conversations.AddReactionAsync(id, message, Bob, "👍");
        await Conversations.RemoveParticipantAsync(id, Bob);
        Assert.Equal([("👍", 1)], await CountsAsync(id, message));

        Assert.True(await Conversations.RemoveReactionAsync(id, message, Bob, "👍"));

        Assert.Empty((await GetMessageAsync(id, message)).Reactions);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_reaction_to_a_system_message_is_refused_and_writes_nothing()
    {
        var id = await CreateAsync();
        var (system, _) = await Conversations.SendSystemMessageAsync(id, "system");

        await RefusesAsync<ConversationAccessException>(id, () => Conversations.AddReactionAsync(id, system!.Id, Bob, "👍"));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task A_reaction_to_a_missing_message_is_refused_and_writes_nothing()
    {
        var (id, _) = await SendOneAsync();
        var (other, elsewhere) = await SendOneAsync();

        await RefusesAsync<MessageNotFoundException>(id, () => Conversations.AddReactionAsync(id, elsewhere, Bob, "👍"));
        await RefusesAsync<MessageNotFoundException>(id, () => Conversations.RemoveReactionAsync(id, elsewhere, Bob, "👍"));

        Assert.Empty((await GetMessageAsync(other, elsewhere)).Reactions);
    }

    [Theory]
    [Rule(nameof(IConversationStore), 9)]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("👍👍")]
    [InlineData(":not a name:")]
    [InlineData(":")]
    public async Task An_invalid_emoji_is_refused_and_writes_nothing(string emoji)
    {
        var (id, message) = await SendOneAsync();

        var error = await RefusesAsync<InvalidConversationDataException>(
            id, () => Conversations.AddReactionAsync(id, message, Bob, emoji));

        Assert.Equal("emoji", error.Field);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task One_emoji_too_many_is_refused_and_writes_nothing()
    {
        var (id, message) = await SendOneAsync();
        await Small.AddReactionAsync(id, message, Bob, "👍");
        await Small.AddReactionAsync(id, message, Bob, "👎");

        var error = await RefusesAsync<InvalidConversationDataException>(
            id, () => Small.AddReactionAsync(id, message, Alice, ":third:"));

        Assert.Equal("reactions", error.Field);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task At_the_emoji_limit_an_emoji_that_is_already_there_can_be_added_by_another_user()
    {
        var (id, message) = await SendOneAsync();
        await Small.AddReactionAsync(id, message, Bob, "👍");
        await Small.AddReactionAsync(id, message, Bob, "👎");

        Assert.True(await Small.AddReactionAsync(id, message, Alice, "👎"));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task A_removed_emoji_makes_room_for_another()
    {
        var (id, message) = await SendOneAsync();
        await Small.AddReactionAsync(id, message, Bob, "👍");
        await Small.AddReactionAsync(id, message, Bob, "👎");
        await Small.RemoveReactionAsync(id, message, Bob, "👍");

        Assert.True(await Small.AddReactionAsync(id, message, Alice, ":third:"));
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListMessagesAsync), 2)]
    public async Task Fifty_different_emoji_are_accepted()
    {
        var (id, message) = await SendOneAsync();
        for (var i = 0; i < 50; i++)
            await Conversations.AddReactionAsync(id, message, Bob, $":name-{i}:");

        Assert.Equal(50, (await GetMessageAsync(id, message)).Reactions.Count);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 1)]
    public async Task Names_that_differ_in_case_are_different_emoji()
    {
        var (id, message) = await SendOneAsync();
        await Conversations.AddReactionAsync(id, message, Bob, ":party:");

        Assert.True(await Conversations.AddReactionAsync(id, message, Bob, ":Party:"));

        Assert.Equal([(":party:", 1), (":Party:", 1)], await CountsAsync(id, message));
    }

    [Theory]
    [Rule(nameof(IConversationStore.ReadFactsAsync), 1)]
    [Rule(nameof(IConversationStore), 9)]
    [InlineData("👍", "👍\ufe0f")]
    [InlineData("❤\ufe0f", "❤")]
    [InlineData("1\ufe0f\u20e3", "1\u20e3")]
    [InlineData("🏳\ufe0f\u200d🌈", "🏳\u200d🌈")]
    [InlineData("👁\u200d🗨\ufe0f", "👁\ufe0f\u200d🗨")]
    [InlineData("🧑🏻\u200d❤\ufe0f\u200d💋\u200d🧑🏿", "🧑🏻\u200d❤\u200d💋\u200d🧑🏿")]
    public async Task Emoji_that_look_the_same_are_one_reaction_in_the_spelling_that_was_sent_first(string first, string second)
    {
        var (id, message) = await SendOneAsync();
        Assert.True(await Small.AddReactionAsync(id, message, Bob, first));
        Assert.True(await Small.AddReactionAsync(id, message, Bob, ":party:"));

        Assert.False(await Small.AddReactionAsync(id, message, Bob, second));
        Assert.True(await Small.AddReactionAsync(id, message, Alice, second));
        Assert.Equal([(first, 2), (":party:", 1)], await CountsAsync(id, message));

        Assert.True(await Small.RemoveReactionAsync(id, message, Bob, second));
        Assert.False(await Small.RemoveReactionAsync(id, message, Bob, first));
        Assert.True(await Small.RemoveReactionAsync(id, message, Alice, second));
        Assert.Equal([(":party:", 1)], await CountsAsync(id, message));
    }

    [Theory]
    [Rule(nameof(IConversationStore), 1)]
    [InlineData("👍", "👍🏽")]
    [InlineData("❤\ufe0f", "❤\ufe0f\u200d🔥")]
    [InlineData(":❤:", ":❤\ufe0f:")]
    [InlineData("🇩🇪", "🇫🇷")]
    public async Task Emoji_that_look_different_and_names_are_different_reactions(string first, string second)
    {
        var (id, message) = await SendOneAsync();
        await Conversations.AddReactionAsync(id, message, Bob, first);

        Assert.True(await Conversations.AddReactionAsync(id, message, Bob, second));

        Assert.Equal([(first, 1), (second, 1)], await CountsAsync(id, message));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task Adding_a_new_emoji_is_stale_if_one_that_looks_the_same_took_the_place_of_another_meanwhile()
    {
        var (id, message) = await SendOneAsync();
        await Conversations.AddReactionAsync(id, message, Alice, "👎");
        var command = new SetReaction { ConversationId = id, MessageId = message, UserId = Bob, Emoji = "👍", IsThere = true };
        var commit = command.Decide(await Store.ReadFactsAsync(command.Needs), new(Clock.GetUtcNow(), new()));
        await Conversations.RemoveReactionAsync(id, message, Alice, "👎");
        await Conversations.AddReactionAsync(id, message, Alice, "👍\ufe0f");

        var outcomes = await Store.CommitAsync([commit!]);

        Assert.IsType<CommitOutcome.Stale>(Assert.Single(outcomes));
        Assert.Equal([("👍\ufe0f", 1)], await CountsAsync(id, message));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task Two_spellings_that_are_added_at_once_become_one_reaction()
    {
        for (var round = 0; round < 20; round++)
        {
            var (id, message) = await SendOneAsync();

            var added = await Task.WhenAll(
                Task.Run(() => Conversations.AddReactionAsync(id, message, Alice, "👍")),
                Task.Run(() => Conversations.AddReactionAsync(id, message, Bob, "👍\ufe0f")));

            Assert.Equal([true, true], added);
            Assert.Equal(2, Assert.Single((await GetMessageAsync(id, message)).Reactions).Count);
        }
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListReactorsAsync), 1)]
    public async Task Reactors_are_listed_in_the_order_in_which_they_reacted()
    {
        var (id, message) = await SendOneAsync();
        await Conversations.AddReactionAsync(id, message, Bob, "👎");
        await Conversations.AddReactionAsync(id, message, Alice, "👍");
        await Conversations.AddReactionAsync(id, message, Bob, "👍");
        await Conversations.RemoveReactionAsync(id, message, Alice, "👍");
        Clock.Shift(TimeSpan.FromHours(-1));
        await Conversations.AddReactionAsync(id, message, Alice, "👎");

        var reactors = await AllAsync(Conversations.ListReactionsAsync(id, message));

        Assert.Equal([(Bob, "👎", 3), (Bob, "👍", 5), (Alice, "👎", 7)], reactors.Select(one => (one.UserId, one.Emoji, one.Version)));
        Assert.Equal(Clock.GetUtcNow(), reactors[2].At);
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListReactorsAsync), 1)]
    public async Task Pages_of_reactors_together_are_the_whole_list()
    {
        var (id, message) = await SendOneAsync();
        for (var i = 0; i < 5; i++)
            await Conversations.AddReactionAsync(id, message, Bob, $":name-{i}:");

        var list = Conversations.ListReactionsAsync(id, message);
        var first = await list.PageAsync(2);
        var second = await list.PageAsync(2, first.Next);
        var third = await list.PageAsync(2, second.Next);

        Assert.Equal(await AllAsync(list), [.. first.Items, .. second.Items, .. third.Items]);
        Assert.Null(third.Next);
    }

    private IConversations Small => field ??=
        Build(options => options.Limits = new() { MaxReactions = 2 }).GetRequiredService<IConversations>();

    private async Task<(ConversationId Id, MessageId Message)> SendOneAsync()
    {
        var id = await CreateAsync();
        return (id, (await SendAsync(id, Alice)).Id);
    }

    private async Task<List<(string Emoji, int Count)>> CountsAsync(ConversationId id, MessageId message) =>
        [.. (await GetMessageAsync(id, message)).Reactions.Select(one => (one.Emoji, one.Count))];
}
