using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Testing;

/// <summary>Tests sessions, which show everything as their user sees it and allow only what the user may do.</summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract partial class SessionSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    private static UserPermissions Managing { get; } = new() { ManageConversations = true };

    private UserSession AsAlice => Conversations.As(Alice);

    private UserSession AsBob => Conversations.As(Bob);

    private UserSession AsCarol => Conversations.As(Carol);

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public void A_session_has_the_user_id_and_the_permissions()
    {
        Assert.Equal((Alice, UserPermissions.Default), (AsAlice.UserId, AsAlice.Permissions));
        Assert.Same(Managing, Conversations.As(Alice, Managing).Permissions);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public void By_default_a_user_may_edit_delete_reply_react_and_mark_but_neither_leave_nor_manage()
    {
        var given = UserPermissions.Default;

        Assert.True(given is { EditOwnMessages: true, DeleteOwnMessages: true, Reply: true, React: true, MarkAsUnread: true });
        Assert.False(given.Leave || given.ManageConversations);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Permissions_in_the_options_apply_to_sessions_without_permissions_of_their_own()
    {
        var id = await CreateAsync();
        var app = Build(options => options.Permissions = new() { Leave = true, React = false }).GetRequiredService<IConversations>();
        var message = (await SendAsync(id, Alice)).Id;

        await RefusesAsync<ConversationAccessException>(id, () => app.As(Bob).AddReactionAsync(id, message, "👍"));
        Assert.True(await app.As(Bob, UserPermissions.Default).AddReactionAsync(id, message, "👍"));
        await RefusesAsync<ConversationAccessException>(id, () => app.As(Bob, UserPermissions.Default).RemoveParticipantAsync(id, Bob));
        Assert.True(await app.As(Bob).RemoveParticipantAsync(id, Bob));
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListChangesAsync), 1)]
    [Rule(nameof(IConversationStore), 9)]
    public async Task The_log_names_the_user_for_every_change_that_they_made()
    {
        var id = NewId();
        var session = Conversations.As(Alice, Managing);
        await session.CreateIfNotExistsAsync(id, new() { Participants = [new(Bob)] });
        await session.UpdateAsync(id, new() { Subject = "subject" });
        await session.SetParticipantAsync(id, Carol);
        await session.SetParticipantAsync(id, Alice, new() { Notify = NotifySetting.None });
        var message = (await session.SendAsync(id, "hello")).Message!.Id;
        await session.EditMessageAsync(id, message, new() { Text = "edited" });
        await session.AddReactionAsync(id, message, "👍");
        await session.RemoveReactionAsync(id, message, "👍");
        await session.DeleteMessageAsync(id, message);
        await session.RemoveParticipantAsync(id, Carol);

        var log = await LogAsync(id);

        Assert.Equal(10, log.Count);
        Assert.All(log, change => Assert.Equal(Alice, change.Actor));
    }

    [Fact]
    [Rule(nameof(IConversationStore.FindMessageAsync), 1)]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_message_sent_by_a_session_has_the_user_as_sender_and_the_origin_session()
    {
        var id = await CreateAsync();

        var (message, created) = await AsAlice.SendMessageAsync(id, new("hello") { Custom = new() { ["a"] = "1" } });

        Assert.True(created);
        Assert.Equal((Alice, MessageOrigin.Session, MessageType.User, 1L), (message!.SenderId, message.Origin, message.Type, message.Sequence));
        Assert.Equal(message, await GetMessageAsync(id, message.Id));
        Assert.Equal(1, (await AsAlice.FindOwnParticipantAsync(id))!.ReadUpTo);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public void A_session_cannot_set_a_sender_an_origin_a_sequence_or_a_time()
    {
        var parameters = typeof(UserSession).GetMethods()
            .Where(method => method.Name.StartsWith("Send", StringComparison.Ordinal) || method.Name.EndsWith("MessageAsync", StringComparison.Ordinal))
            .SelectMany(method => method.GetParameters())
            .Select(parameter => parameter.ParameterType)
            .ToHashSet();

        Assert.DoesNotContain(typeof(UserId), parameters);
        Assert.DoesNotContain(typeof(ImportedMessage), parameters);
        Assert.Equal(["Custom", "Id", "ReplyTo", "Text"], typeof(MessageDraft).GetProperties().Select(property => property.Name).Order());
        Assert.DoesNotContain(typeof(UserSession).GetMethods(), method => method.Name is "DeleteAsync" or "ImportAsync" or "SendSystemMessageAsync" or "ListAsync");
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    public async Task A_new_participant_sees_the_whole_history_and_nothing_of_it_is_unread()
    {
        var id = await CreateAsync();
        await SendAsync(id, Alice, "one");
        await SendAsync(id, Bob, "two");
        await Conversations.SetParticipantAsync(id, Carol);

        Assert.Equal(["two", "one"], (await AllAsync(AsCarol.ListMessagesAsync(id))).Select(message => message.Text));
        Assert.Equal(new(2, 0, false), await AsCarol.FindReadStateAsync(id));
        Assert.Equal(id, Assert.Single(await AllAsync(AsCarol.ListInboxAsync())).Conversation.Id);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 4)]
    public async Task A_user_who_left_sees_nothing_not_even_their_own_messages()
    {
        var id = await CreateAsync();
        var message = (await SendAsync(id, Bob)).Id;
        var page = await AsBob.ListMessagesAsync(id).PageAsync(1);
        await SendAsync(id, Alice);
        await Conversations.As(Bob, new() { Leave = true }).RemoveParticipantAsync(id, Bob);

        Assert.Null(await AsBob.FindAsync(id));
        Assert.Null(await AsBob.FindMessageAsync(id, message));
        Assert.Null(await AsBob.FindOwnParticipantAsync(id));
        Assert.Empty(await AllAsync(AsBob.ListInboxAsync(new() { IncludeEmpty = true })));
        await Assert.ThrowsAsync<ConversationNotFoundException>(() => AllAsync(AsBob.ListMessagesAsync(id)));
        await Assert.ThrowsAsync<ConversationNotFoundException>(() => AsBob.ListMessagesAsync(id).PageAsync(1, page.Next));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_cursor_of_another_user_is_refused()
    {
        var id = await CreateAsync();
        await SendAsync(id, Alice);
        await SendAsync(id, Alice);
        var next = (await AsAlice.ListMessagesAsync(id).PageAsync(1)).Next;

        Assert.NotNull(next);
        await Assert.ThrowsAsync<ArgumentException>(() => AsBob.ListMessagesAsync(id).PageAsync(1, next));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_user_sees_only_id_access_join_time_and_read_position_of_others()
    {
        var id = await CreateAsync();
        await SendAsync(id, Bob);
        await Conversations.SetParticipantAsync(id, Bob, new() { Access = ParticipantAccess.Read, Notify = NotifySetting.None });
        await Conversations.MarkAsUnreadAsync(id, Bob);
        var bob = new VisibleParticipant(Bob, ParticipantAccess.Read, Clock.GetUtcNow(), 1);

        Assert.Equal(["Access", "JoinedAt", "ReadUpTo", "UserId"], typeof(VisibleParticipant).GetProperties().Select(property => property.Name).Order());
        Assert.Equal(bob, await AsAlice.FindParticipantAsync(id, Bob));
        Assert.Equal(bob, (await AllAsync(AsAlice.ListParticipantsAsync(id))).Single(one => one.UserId == Bob));
        Assert.Equal(bob, await AsAlice.SetParticipantAsync(id, Bob));
        Assert.Equal((NotifySetting.None, true), (await AsBob.FindOwnParticipantAsync(id)) is { } own ? (own.Notify, own.IsMarkedUnread) : default);
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListMessagesAsync), 2)]
    public async Task Reactions_show_whether_the_user_reacted_wherever_they_are_read()
    {
        var id = await CreateAsync();
        var message = (await SendAsync(id, Alice)).Id;
        await AsBob.AddReactionAsync(id, message, "👍");
        Reaction[] asBob = [new("👍", 1, ByViewer: true)], asAlice = [new("👍", 1, ByViewer: false)];

        foreach (var (session, expected) in ((UserSession, Reaction[])[])[(AsBob, asBob), (AsAlice, asAlice)])
        {
            Assert.Equal(expected, (await session.FindMessageAsync(id, message))!.Reactions);
            Assert.Equal(expected, Assert.Single(await AllAsync(session.ListMessagesAsync(id))).Reactions);
            Assert.Equal(expected, (await session.FindAsync(id))!.LastMessage!.Reactions);
            Assert.Equal(expected, Assert.Single(await AllAsync(session.ListInboxAsync())).LastMessage!.Reactions);
        }
    }

    [Fact]
    [Rule(nameof(IConversationStore.ListMessagesAsync), 2)]
    [Rule(nameof(IConversationStore.CommitAsync), 13)]
    public async Task Results_of_a_retry_a_reply_and_an_edit_show_whether_the_user_reacted()
    {
        var id = await CreateAsync();
        var mine = NewMessageId();
        await AsAlice.SendAsync(id, "hello", mine);
        await AsAlice.AddReactionAsync(id, mine, "👍");
        Reaction[] expected = [new("👍", 1, ByViewer: true)];

        var retried = await AsAlice.SendAsync(id, "hello", mine);
        var reply = await AsAlice.SendMessageAsync(id, new("answer") { ReplyTo = mine });
        var edited = await AsAlice.EditMessageAsync(id, mine, new() { Text = "edited" });

        Assert.Equal((false, true), (retried.Created, reply.Created));
        Assert.Equal(expected, retried.Message!.Reactions);
        Assert.Equal(expected, reply.Message!.RepliedTo!.Reactions);
        Assert.Equal(expected, edited.Reactions);
    }

    private async Task<IReadOnlyList<Change>> LogAsync(ConversationId id) => (await Store.ListChangesAsync(id, 0, 1_000)).Changes;
}
