using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Conversations.Testing;

/// <content>Messages and reactions, and their permissions.</content>
public abstract partial class SessionSuite
{
    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_user_may_edit_and_delete_their_own_messages()
    {
        var id = await CreateAsync();
        var message = (await AsAlice.SendAsync(id, "hello")).Message!.Id;

        Assert.Equal(("edited", 1), (await AsAlice.EditMessageAsync(id, message, new() { Text = "edited" })) is { } edited ? (edited.Text, edited.Revision) : default);
        await AsAlice.DeleteMessageAsync(id, message);

        Assert.Null(await AsAlice.FindMessageAsync(id, message));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_user_may_edit_and_delete_messages_that_the_app_sent_for_them()
    {
        var id = await CreateAsync();
        var message = (await SendAsync(id, Alice)).Id;

        await AsAlice.EditMessageAsync(id, message, new() { Text = "edited" });
        await AsAlice.DeleteMessageAsync(id, message);

        Assert.Null(await AsAlice.FindMessageAsync(id, message));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_user_may_not_edit_or_delete_messages_of_others_and_of_the_app_even_with_the_permission_to_manage()
    {
        var id = await CreateAsync();
        var session = Conversations.As(Alice, Managing);
        MessageId[] theirs = [(await SendAsync(id, Bob)).Id, (await Conversations.SendSystemMessageAsync(id, "system")).Message!.Id];

        foreach (var message in theirs)
        {
            await RefusesAsync<ConversationAccessException>(id, () => session.EditMessageAsync(id, message, new() { Text = "edited" }));
            await RefusesAsync<ConversationAccessException>(id, () => session.EditMessageAsync(id, message, new() { Text = "edited" }, expectedRevision: 9));
            await RefusesAsync<ConversationAccessException>(id, () => session.DeleteMessageAsync(id, message));
        }
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_message_that_is_deleted_or_of_another_conversation_is_not_found()
    {
        var (id, other) = (await CreateAsync(), await CreateAsync());
        var deleted = (await SendAsync(id, Alice)).Id;
        await Conversations.DeleteMessageAsync(id, deleted);
        MessageId[] gone = [deleted, (await SendAsync(other, Alice)).Id, NewMessageId()];

        foreach (var message in gone)
        {
            Assert.Null(await AsAlice.FindMessageAsync(id, message));
            await RefusesAsync<MessageNotFoundException>(id, () => AsAlice.EditMessageAsync(id, message, new() { Text = "edited" }));
            await RefusesAsync<MessageNotFoundException>(id, () => AsAlice.DeleteMessageAsync(id, message));
            await RefusesAsync<MessageNotFoundException>(id, () => AsAlice.AddReactionAsync(id, message, "👍"));
            await RefusesAsync<MessageNotFoundException>(id, () => AsAlice.RemoveReactionAsync(id, message, "👍"));
            await RefusesAsync<MessageNotFoundException>(id, () => AsAlice.ListReactionsAsync(id, message).PageAsync());
            await RefusesAsync<MessageNotFoundException>(id, () => AsAlice.SendMessageAsync(id, new("answer") { ReplyTo = message }));
        }
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_user_with_read_access_may_read_react_and_mark_but_not_send_edit_or_delete()
    {
        var id = await CreateAsync();
        var (mine, theirs) = ((await SendAsync(id, Bob)).Id, (await SendAsync(id, Alice)).Id);
        await Conversations.SetParticipantAsync(id, Bob, new() { Access = ParticipantAccess.Read });

        Assert.Equal(2, (await AllAsync(AsBob.ListMessagesAsync(id))).Count);
        Assert.True(await AsBob.AddReactionAsync(id, theirs, "👍"));
        Assert.True(await AsBob.RemoveReactionAsync(id, theirs, "👍"));
        Assert.Equal(2, (await AsBob.MarkAsReadAsync(id)).ReadUpTo);
        Assert.True((await AsBob.MarkAsUnreadAsync(id)).IsUnread);
        await RefusesAsync<ConversationAccessException>(id, () => AsBob.SendAsync(id, "hello"));
        await RefusesAsync<ConversationAccessException>(id, () => AsBob.SendMessageAsync(id, new("answer") { ReplyTo = theirs }));
        await RefusesAsync<ConversationAccessException>(id, () => AsBob.EditMessageAsync(id, mine, new() { Text = "edited" }));
        await RefusesAsync<ConversationAccessException>(id, () => AsBob.DeleteMessageAsync(id, mine));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_user_may_not_reply_or_react_to_a_system_message()
    {
        var id = await CreateAsync();
        var system = (await Conversations.SendSystemMessageAsync(id, "system")).Message!.Id;

        await RefusesAsync<ConversationAccessException>(id, () => AsAlice.SendMessageAsync(id, new("answer") { ReplyTo = system }));
        await RefusesAsync<ConversationAccessException>(id, () => AsAlice.AddReactionAsync(id, system, "👍"));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_user_adds_and_removes_only_their_own_reactions()
    {
        var id = await CreateAsync();
        var message = (await SendAsync(id, Alice)).Id;
        await AsAlice.AddReactionAsync(id, message, "👍");

        Assert.False(await AsBob.RemoveReactionAsync(id, message, "👍"));
        Assert.True(await AsBob.AddReactionAsync(id, message, "👍"));

        Assert.Equal([Alice, Bob], (await AllAsync(AsBob.ListReactionsAsync(id, message))).Select(reactor => reactor.UserId));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Each_missing_permission_refuses_only_its_own_operations()
    {
        var id = await CreateAsync();
        var theirs = (await SendAsync(id, Alice)).Id;
        (string Name, UserPermissions Without, Func<UserSession, MessageId, Task> MakeAsync)[] calls =
        [
            ("edit", new() { EditOwnMessages = false }, (session, mine) => session.EditMessageAsync(id, mine, new() { Text = $"{NewMessageId()}" })),
            ("delete", new() { DeleteOwnMessages = false }, (session, mine) => session.DeleteMessageAsync(id, mine)),
            ("reply", new() { Reply = false }, (session, _) => session.SendMessageAsync(id, new("answer") { ReplyTo = theirs })),
            ("react", new() { React = false }, (session, _) => session.AddReactionAsync(id, theirs, "👍")),
            ("take back", new() { React = false }, (session, _) => session.RemoveReactionAsync(id, theirs, "👍")),
            ("mark", new() { MarkAsUnread = false }, (session, _) => session.MarkAsUnreadAsync(id)),
        ];

        foreach (var without in calls)
        {
            foreach (var (name, permissions, makeAsync) in calls)
            {
                var mine = (await SendAsync(id, Bob)).Id;
                var session = Conversations.As(Bob, without.Without);

                if (permissions == without.Without)
                    await RefusesAsync<ConversationAccessException>(id, () => makeAsync(session, mine));
                else
                    Assert.Null(await Record.ExceptionAsync(() => makeAsync(session, mine)));
            }
        }
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Leaving_requires_its_permission_and_the_last_participant_may_not_leave()
    {
        var id = await CreateAsync();

        await RefusesAsync<ConversationAccessException>(id, () => AsBob.RemoveParticipantAsync(id, Bob));
        Assert.True(await Conversations.As(Bob, new() { Leave = true }).RemoveParticipantAsync(id, Bob));

        Assert.Equal((false, false), (await FindMembershipAsync(id, Bob)) is { } left ? (left.IsPresent, left.EndedByApp) : default);
        await RefusesAsync<ConversationAccessException>(id, () => Conversations.As(Alice, new() { Leave = true }).RemoveParticipantAsync(id, Carol));
        await RefusesAsync<InvalidConversationDataException>(id, () => Conversations.As(Alice, new() { Leave = true }).RemoveParticipantAsync(id, Alice));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 4)]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_retry_by_a_removed_user_is_refused_without_revealing_the_message()
    {
        var id = await CreateAsync();
        var (mine, theirs) = (NewMessageId(), (await SendAsync(id, Alice)).Id);
        await AsBob.SendAsync(id, "hello", mine);
        await Conversations.RemoveParticipantAsync(id, Bob);

        foreach (var message in (MessageId[])[mine, theirs, NewMessageId()])
        {
            var error = await RefusesAsync<ConversationNotFoundException>(id, () => AsBob.SendAsync(id, "hello", message));
            Assert.Equal(id, error.ConversationId);
        }
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Policies_judge_messages_that_users_send_and_edit()
    {
        var id = await CreateAsync();
        var (judged, script) = Judged();

        var message = (await judged.As(Alice).SendAsync(id, "hello")).Message!.Id;
        await judged.As(Alice).EditMessageAsync(id, message, new() { Text = "edited" });

        Assert.Equal([(Alice, "hello", false), (Alice, "edited", true)], script.Asked.Select(one => (one.Message.SenderId!.Value, one.Message.Text, one.Message.IsEdit)));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Policies_are_not_asked_about_a_message_that_the_user_may_not_write()
    {
        var id = await CreateAsync(Alice, Bob);
        var (mine, theirs) = ((await SendAsync(id, Bob)).Id, (await SendAsync(id, Alice)).Id);
        await Conversations.SetParticipantAsync(id, Bob, new() { Access = ParticipantAccess.Read });
        var (judged, script) = Judged();
        script.First = _ => SendVerdict.Refuse("refused");

        await RefusesAsync<ConversationAccessException>(id, () => judged.As(Bob).SendAsync(id, "hello"));
        await RefusesAsync<ConversationAccessException>(id, () => judged.As(Bob).EditMessageAsync(id, mine, new() { Text = "edited" }));
        await RefusesAsync<ConversationAccessException>(id, () => judged.As(Bob).EditMessageAsync(id, theirs, new() { Text = "edited" }));
        foreach (var message in (MessageId?[])[mine, NewMessageId(), null])
            await RefusesAsync<ConversationNotFoundException>(id, () => judged.As(Carol).SendAsync(id, "hello", message));

        await RefusesAsync<ConversationNotFoundException>(id, () => judged.As(Carol).EditMessageAsync(id, mine, new() { Text = "edited" }));
        Assert.Empty(script.Asked);
    }

    private (IConversations Judged, PolicyScript Script) Judged()
    {
        var script = new PolicyScript();
        var services = Build(add: builder =>
        {
            builder.Services.AddSingleton(script);
            builder.AddSendPolicy<FirstPolicy>();
        });
        return (services.GetRequiredService<IConversations>(), script);
    }
}
