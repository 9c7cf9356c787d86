using Conversations.Storage;

namespace Conversations.Testing;

/// <content>Acting on messages that are hidden.</content>
public abstract partial class HistorySuite
{
    [Fact]
    [Rule(nameof(IConversationStore), 4)]
    public async Task Acting_on_a_hidden_message_throws_as_for_a_message_that_never_existed()
    {
        var (id, own) = await CreateWithHiddenMessageOfCarolAsync();
        var unknown = NewMessageId();
        Func<MessageId, Task>[] calls =
        [
            message => AsCarol.EditMessageAsync(id, message, new() { Text = "new" }),
            message => AsCarol.EditMessageAsync(id, message, new() { Text = "new" }, expectedRevision: 7),
            message => AsCarol.DeleteMessageAsync(id, message),
            message => AsCarol.AddReactionAsync(id, message, "👎"),
            message => AsCarol.RemoveReactionAsync(id, message, "👍"),
            message => AsCarol.SendMessageAsync(id, new("reply") { ReplyTo = message }),
            message => Conversations.SendMessageAsync(id, Carol, new("reply") { ReplyTo = message }),
            message => Conversations.AddReactionAsync(id, message, Carol, "👎"),
            message => AllAsync(AsCarol.ListReactionsAsync(id, message)),
        ];

        foreach (var call in calls)
        {
            var hidden = await RefusesAsync<MessageNotFoundException>(id, () => call(own.Id));
            var never = await RefusesAsync<MessageNotFoundException>(id, () => call(unknown));

            Assert.Equal(
                never.Message.Replace(unknown.Value, own.Id.Value, StringComparison.Ordinal),
                hidden.Message);
        }
    }

    [Fact]
    [Rule(nameof(IConversationStore.ReadFactsAsync), 1)]
    public async Task The_app_acts_on_messages_that_a_participant_does_not_see()
    {
        var (id, own) = await CreateWithHiddenMessageOfCarolAsync();

        var edited = await Conversations.EditMessageAsync(id, own.Id, new() { Text = "new" });
        var system = await Conversations.SendSystemMessageAsync(id, new MessageDraft("note") { ReplyTo = own.Id });
        var removed = await Conversations.RemoveReactionAsync(id, own.Id, Carol, "👍");
        await Conversations.DeleteMessageAsync(id, own.Id);

        Assert.Equal("new", edited.Text);
        Assert.Equal(own.Id, system.Message!.RepliedTo!.Id);
        Assert.True(removed);
        Assert.Null(await Conversations.FindMessageAsync(id, own.Id));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 4)]
    [Rule(nameof(IConversationStore), 4)]
    public async Task A_retry_of_a_hidden_message_stores_nothing_and_shows_nothing()
    {
        var (id, own) = await CreateWithHiddenMessageOfCarolAsync();
        var before = await StateOfAsync(id);

        var bySession = await AsCarol.SendAsync(id, own.Text, own.Id);
        var byApp = await Conversations.SendAsync(id, Carol, own.Text, own.Id);

        Assert.Equal((false, null), (bySession.Created, bySession.Message));
        Assert.Equal((false, own.Id), (byApp.Created, byApp.Message!.Id));
        Assert.Equal(before, await StateOfAsync(id));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 4)]
    [Rule(nameof(IConversationStore), 4)]
    public async Task A_retry_of_a_reply_does_not_show_the_hidden_message_that_it_answers()
    {
        var id = await CreateAsync(Alice, Bob, Carol);
        var answered = await SendAsync(id, Alice, "secret");
        var reply = new MessageDraft("answer") { Id = NewMessageId(), ReplyTo = answered.Id };
        var first = await AsCarol.SendMessageAsync(id, reply);
        await Conversations.SetParticipantAsync(id, Carol, new() { History = History.Last(1) });

        var retried = await AsCarol.SendMessageAsync(id, reply);

        Assert.Equal("secret", first.Message!.RepliedTo!.Text);
        Assert.Equal((false, answered.Id, null), (retried.Created, retried.Message!.ReplyTo, retried.Message.RepliedTo));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    [Rule(nameof(IConversationStore), 4)]
    public async Task A_message_of_a_participant_who_sees_nothing_else_is_visible_to_them()
    {
        var id = await CreateAsync();
        await SendAllAsync(id, 2);
        await Conversations.SetParticipantAsync(id, Carol, SinceJoin);

        var sent = (await AsCarol.SendAsync(id, "hello")).Message!;
        var edited = await AsCarol.EditMessageAsync(id, sent.Id, new() { Text = "new" });

        Assert.Equal((3, "new"), (edited.Sequence, edited.Text));
        Assert.True(await AsCarol.AddReactionAsync(id, sent.Id, "👍"));
        Assert.Single(await AllAsync(AsCarol.ListReactionsAsync(id, sent.Id)));
        Assert.Equal([3], await SequencesAsync(AsCarol, id, null));
        await AsCarol.DeleteMessageAsync(id, sent.Id);
        Assert.Empty(await SequencesAsync(AsCarol, id, null));
    }

    /// <summary>Creates a conversation with a message of Carol, with a reaction of hers, that she no longer sees.</summary>
    private async Task<(ConversationId Id, Message Own)> CreateWithHiddenMessageOfCarolAsync()
    {
        var id = await CreateAsync(Alice, Bob, Carol);
        var own = (await AsCarol.SendAsync(id, "mine")).Message!;
        await AsCarol.AddReactionAsync(id, own.Id, "👍");
        await Conversations.RemoveParticipantAsync(id, Carol);
        await Conversations.SetParticipantAsync(id, Carol, SinceJoin);
        return (id, own);
    }
}
