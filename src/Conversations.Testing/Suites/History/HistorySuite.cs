using Conversations.Storage;

namespace Conversations.Testing;

/// <summary>Tests which messages a participant sees who does not see all of the past.</summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract partial class HistorySuite(StoreFixture fixture) : StoreSuite(fixture)
{
    private UserSession AsCarol => Conversations.As(Carol);

    private static ParticipantPatch SinceJoin => new() { History = History.SinceJoin };

    [Fact]
    [Rule(nameof(IConversationStore), 4)]
    public async Task A_participant_since_join_sees_only_the_messages_after_joining_in_every_list()
    {
        var id = await CreateAsync();
        await SendAllAsync(id, 3);
        await Conversations.SetParticipantAsync(id, Carol, SinceJoin);
        await SendAllAsync(id, 2);

        Assert.Equal([5, 4], await SequencesAsync(AsCarol, id, null));
        Assert.Equal([5, 4, 3, 2, 1], await SequencesAsync(Conversations.As(Alice), id, null));
        Assert.Equal([5, 4, 3, 2, 1], (await AllAsync(Conversations.ListMessagesAsync(id))).Select(one => one.Sequence));
        Assert.Equal([4, 5], await SequencesAsync(AsCarol, id, new() { After = 0 }));
        Assert.Equal([4, 5], await SequencesAsync(AsCarol, id, new() { After = 3 }));
        Assert.Equal([5], await SequencesAsync(AsCarol, id, new() { After = 4 }));
        Assert.Equal([4], await SequencesAsync(AsCarol, id, new() { Before = 5 }));
        Assert.Empty(await SequencesAsync(AsCarol, id, new() { Before = 4 }));
        Assert.Equal([4, 5], await SequencesAsync(AsCarol, id, new() { Around = 2 }));
        Assert.Equal([4, 5], await SequencesAsync(AsCarol, id, new() { Around = 5 }));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 4)]
    public async Task The_pages_of_a_list_end_at_the_first_visible_message()
    {
        var id = await CreateAsync();
        await SendAllAsync(id, 4);
        await Conversations.SetParticipantAsync(id, Carol, new() { History = History.Last(2) });

        var list = AsCarol.ListMessagesAsync(id);
        var first = await list.PageAsync(1);
        var second = await list.PageAsync(1, first.Next);

        Assert.Equal((4, 3), (first.Items.Single().Sequence, second.Items.Single().Sequence));
        Assert.Null(second.Next);
    }

    [Fact]
    [Rule(nameof(IConversationStore.FindMessageAsync), 1)]
    [Rule(nameof(IConversationStore), 4)]
    public async Task A_hidden_message_cannot_be_found()
    {
        var id = await CreateAsync();
        var hidden = await SendAsync(id, Alice);
        await Conversations.SetParticipantAsync(id, Carol, SinceJoin);
        var visible = await SendAsync(id, Alice);

        Assert.Null(await AsCarol.FindMessageAsync(id, hidden.Id));
        Assert.Equal(visible.Id, (await AsCarol.FindMessageAsync(id, visible.Id))?.Id);
        Assert.NotNull(await Conversations.As(Bob).FindMessageAsync(id, hidden.Id));
        Assert.NotNull(await Conversations.FindMessageAsync(id, hidden.Id));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    public async Task Last_counts_the_numbers_of_deleted_messages()
    {
        var id = await CreateAsync();
        var sent = await SendAllAsync(id, 5);
        await Conversations.DeleteMessageAsync(id, sent[3].Id);

        await Conversations.SetParticipantAsync(id, Carol, new() { History = History.Last(3) });

        Assert.Equal([5, 3], await SequencesAsync(AsCarol, id, null));
        Assert.Equal(2, (await AsCarol.FindAsync(id))!.MessageCount);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    public async Task Last_with_more_than_there_is_shows_everything()
    {
        var id = await CreateAsync();
        await SendAllAsync(id, 3);

        await Conversations.SetParticipantAsync(id, Carol, new() { History = History.Last(1_000_000_000) });

        Assert.Equal([3, 2, 1], await SequencesAsync(AsCarol, id, null));
        Assert.Equal(1, (await GetParticipantAsync(id, Carol)).VisibleFrom);
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListMessagesAsync), 3)]
    [Rule(nameof(IConversationStore), 4)]
    public async Task A_reply_to_a_hidden_message_reads_as_a_reply_to_a_deleted_one()
    {
        var id = await CreateAsync();
        var hidden = await SendAsync(id, Alice, "secret");
        await Conversations.AddReactionAsync(id, hidden.Id, Bob, "👍");
        await Conversations.SetParticipantAsync(id, Carol, SinceJoin);
        var reply = (await Conversations.As(Bob).SendMessageAsync(id, new("answer") { ReplyTo = hidden.Id })).Message!;

        Message?[] seen =
        [
            await AsCarol.FindMessageAsync(id, reply.Id),
            (await AllAsync(AsCarol.ListMessagesAsync(id))).Single(),
            (await AsCarol.FindAsync(id))!.LastMessage,
            (await AsCarol.FindEntryAsync(id))!.Conversation.LastMessage,
            (await AllAsync(AsCarol.ListInboxAsync())).Single().Conversation.LastMessage,
        ];

        Assert.All(seen, message => Assert.Equal((hidden.Id, null), (message!.ReplyTo, message.RepliedTo)));
        Assert.Equal("secret", (await Conversations.As(Alice).FindMessageAsync(id, reply.Id))!.RepliedTo!.Text);
        Assert.Equal("secret", (await GetMessageAsync(id, reply.Id)).RepliedTo!.Text);
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListReactorsAsync), 1)]
    [Rule(nameof(IConversationStore), 4)]
    public async Task The_reactions_to_a_hidden_message_are_not_found()
    {
        var id = await CreateAsync();
        var hidden = await SendAsync(id, Alice);
        await Conversations.AddReactionAsync(id, hidden.Id, Bob, "👍");
        await Conversations.SetParticipantAsync(id, Carol, SinceJoin);

        await Assert.ThrowsAsync<MessageNotFoundException>(() => AllAsync(AsCarol.ListReactionsAsync(id, hidden.Id)));

        Assert.Single(await AllAsync(Conversations.As(Alice).ListReactionsAsync(id, hidden.Id)));
        Assert.Single(await AllAsync(Conversations.ListReactionsAsync(id, hidden.Id)));
    }

    private async Task<List<Message>> SendAllAsync(ConversationId id, int count)
    {
        var sent = new List<Message>();
        for (var i = 0; i < count; i++)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            sent.Add(await SendAsync(id, i % 2 == 0 ? Alice : Bob));
        }

        return sent;
    }

    private static async Task<List<long>> SequencesAsync(UserSession session, ConversationId id, MessageQuery? query) =>
        [.. (await AllAsync(session.ListMessagesAsync(id, query))).Select(message => message.Sequence)];
}
