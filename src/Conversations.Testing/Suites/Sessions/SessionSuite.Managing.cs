using Conversations.Storage;

namespace Conversations.Testing;

/// <content>Creating conversations and changing their attributes and participants.</content>
public abstract partial class SessionSuite
{
    private UserSession ManagingAlice => Conversations.As(Alice, Managing);

    private UserSession ManagingBob => Conversations.As(Bob, Managing);

    private UserSession ManagingCarol => Conversations.As(Carol, Managing);

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task The_creator_is_always_a_participant()
    {
        var (created, set) = (NewId(), NewId());

        Assert.True((await ManagingAlice.CreateIfNotExistsAsync(created, new() { Participants = [new(Bob)] })).Created);
        await ManagingAlice.SetAsync(set, PatchOf((Bob, null)));

        foreach (var id in (ConversationId[])[created, set])
            Assert.Equal(new[] { Alice, Bob }.Order(), (await AllAsync(AsAlice.ListParticipantsAsync(id))).Select(one => one.UserId).Order());
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Creating_a_conversation_in_which_the_user_takes_part_returns_it_unchanged()
    {
        var id = await CreateAsync();
        var before = await StateOfAsync(id);

        var (conversation, created) = await AsAlice.CreateIfNotExistsAsync(id, new() { Subject = "new", Participants = [new(Carol)] });

        Assert.Equal((id, null, false), (conversation.Id, conversation.Subject, created));
        Assert.Equal(before, await StateOfAsync(id));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task The_creator_may_not_give_others_more_access_than_their_own_or_a_notification_setting()
    {
        var id = NewId();
        ParticipantDraft mine = new(Alice) { Access = ParticipantAccess.Read, Notify = NotifySetting.None };
        ParticipantDraft quiet = new(Bob) { Access = ParticipantAccess.Read, Notify = NotifySetting.None };

        await RefusesAsync<ConversationAccessException>(id, () => ManagingAlice.CreateIfNotExistsAsync(id, new() { Participants = [mine, new(Bob)] }));
        await RefusesAsync<ConversationAccessException>(id, () => ManagingAlice.CreateIfNotExistsAsync(id, new() { Participants = [mine, quiet] }));
        await RefusesAsync<ConversationAccessException>(id, () => ManagingAlice.SetAsync(id, PatchOf((Alice, Read), (Bob, ReadWrite))));
        await RefusesAsync<ConversationAccessException>(id, () => ManagingAlice.SetAsync(id, PatchOf((Bob, new() { Notify = NotifySetting.None }))));

        await ManagingAlice.CreateIfNotExistsAsync(id, new() { Participants = [mine, quiet with { Notify = NotifySetting.All }] });
        Assert.Equal((ParticipantAccess.Read, NotifySetting.None), (await AsAlice.FindOwnParticipantAsync(id)) is { } own ? (own.Access, own.Notify) : default);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_one_on_one_id_is_refused_with_the_same_error_whether_or_not_it_is_in_use()
    {
        var (free, pair) = (OneOnOneId.Compute(NewUserId(), NewUserId()), (await Conversations.OpenOneOnOneAsync(Alice, Bob)).Conversation.Id);
        (ConversationId Id, string Text)[] Errors(params (ConversationId Id, Exception Error)[] errors) =>
            [.. errors.Select(one => (one.Id, one.Error.Message.Replace(one.Id.Value, "(id)", StringComparison.Ordinal)))];

        foreach (var makeAsync in (Func<ConversationId, Task>[])
        [
            id => ManagingCarol.CreateIfNotExistsAsync(id, new()),
            id => ManagingCarol.SetAsync(id, new() { Subject = "mine" }),
            id => ManagingCarol.SetAsync(id, new() { Subject = "mine" }, expectedSettingsVersion: 0),
            id => ManagingCarol.SetAsync(id, new() { Subject = "mine" }, expectedSettingsVersion: 1),
        ])
        {
            var errors = Errors(
                (free, await RefusesAsync<ConversationAccessException>(free, () => makeAsync(free))),
                (pair, await RefusesAsync<ConversationAccessException>(pair, () => makeAsync(pair))));
            Assert.Single(errors.Select(error => error.Text).Distinct());
        }

        await RefusesAsync<ConversationNotFoundException>(pair, () => ManagingCarol.SetParticipantAsync(pair, Carol));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_user_with_the_permission_to_manage_may_join_a_known_id_with_nothing_unread()
    {
        var id = await CreateAsync();
        await SendAsync(id, Alice);
        Clock.Advance(TimeSpan.FromMinutes(1));

        var joined = await ManagingCarol.SetParticipantAsync(id, Carol, new() { Notify = NotifySetting.None });

        Assert.Equal(new(Carol, ParticipantAccess.ReadWrite, Clock.GetUtcNow(), 1), joined);
        Assert.Equal(NotifySetting.None, (await AsCarol.FindOwnParticipantAsync(id))!.Notify);
        Assert.Equal(new(1, 0, false), await AsCarol.FindReadStateAsync(id));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Editing_attributes_requires_the_permission_to_manage_and_write_access()
    {
        var id = await CreateAsync();
        await Conversations.SetParticipantAsync(id, Bob, new() { Access = ParticipantAccess.Read });

        Assert.Equal("new", (await ManagingAlice.UpdateAsync(id, new() { Subject = "new" })).Subject);
        Assert.Equal("newer", (await ManagingAlice.SetAsync(id, new() { Subject = "newer" })).Subject);
        await RefusesAsync<ConversationAccessException>(id, () => ManagingBob.UpdateAsync(id, new() { Subject = "theirs" }));
        await RefusesAsync<ConversationAccessException>(id, () => ManagingBob.SetAsync(id, new() { Subject = "theirs" }));
        await RefusesAsync<ConversationAccessException>(id, () => AsAlice.UpdateAsync(id, new() { Subject = "theirs" }));
        await RefusesAsync<ConversationAccessException>(id, () => AsAlice.SetAsync(id, new() { Subject = "theirs" }));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_managing_user_with_read_access_may_only_add_and_remove_participants_with_read_access()
    {
        var id = await CreateAsync();
        await Conversations.SetParticipantAsync(id, Bob, new() { Access = ParticipantAccess.Read });

        await RefusesAsync<ConversationAccessException>(id, () => ManagingBob.SetParticipantAsync(id, Carol, ReadWrite));
        Assert.Equal(ParticipantAccess.Read, (await ManagingBob.SetParticipantAsync(id, Carol)).Access);
        await RefusesAsync<ConversationAccessException>(id, () => ManagingBob.SetParticipantAsync(id, Carol, ReadWrite));
        await RefusesAsync<ConversationAccessException>(id, () => ManagingBob.SetParticipantAsync(id, Alice, Read));
        await RefusesAsync<ConversationAccessException>(id, () => ManagingBob.RemoveParticipantAsync(id, Alice));
        Assert.True(await ManagingBob.RemoveParticipantAsync(id, Carol));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task No_call_raises_the_users_own_access()
    {
        var id = await CreateAsync();
        await Conversations.SetParticipantAsync(id, Bob, new() { Access = ParticipantAccess.Read });
        ParticipantPatch reset = new() { Access = null };

        foreach (var session in (UserSession[])[AsBob, ManagingBob])
        {
            foreach (var patch in (ParticipantPatch[])[ReadWrite, reset, new() { Access = null, Notify = NotifySetting.None }])
            {
                await RefusesAsync<ConversationAccessException>(id, () => session.SetParticipantAsync(id, Bob, patch));
                await RefusesAsync<ConversationAccessException>(id, () => session.SetAsync(id, PatchOf((Bob, patch))));
                await RefusesAsync<ConversationAccessException>(id, () => session.UpdateAsync(id, PatchOf((Bob, patch))));
            }

            await session.CreateIfNotExistsAsync(id, new() { Participants = [new(Bob)] });
            Assert.Equal(ParticipantAccess.Read, (await AsBob.FindOwnParticipantAsync(id))!.Access);
        }
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_user_may_set_their_own_notifications_even_with_read_access_and_few_permissions()
    {
        var id = await CreateAsync();
        await Conversations.SetParticipantAsync(id, Bob, new() { Access = ParticipantAccess.Read });
        var session = Conversations.As(Bob, new() { React = false, Reply = false, MarkAsUnread = false });

        await session.SetParticipantAsync(id, Bob, new() { Notify = NotifySetting.MentionsOnly });

        Assert.Equal((ParticipantAccess.Read, NotifySetting.MentionsOnly), (await AsBob.FindOwnParticipantAsync(id)) is { } own ? (own.Access, own.Notify) : default);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Notification_settings_of_others_can_neither_be_set_nor_inferred_from_the_error()
    {
        var id = await CreateAsync();
        foreach (var theirs in Enum.GetValues<NotifySetting>())
        {
            await Conversations.SetParticipantAsync(id, Bob, new() { Notify = theirs });
            var answers = new List<string>();
            foreach (var wanted in (NotifySetting?[])[.. Enum.GetValues<NotifySetting>(), null])
            {
                foreach (var session in (UserSession[])[AsAlice, ManagingAlice])
                    answers.Add((await RefusesAsync<ConversationAccessException>(id, () => session.SetParticipantAsync(id, Bob, new() { Notify = wanted }))).Message);

                answers.Add((await RefusesAsync<ConversationAccessException>(id, () => ManagingAlice.SetAsync(id, PatchOf((Bob, new() { Notify = wanted }))))).Message);
            }

            Assert.Single(answers.Distinct());
        }
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Participants_set_with_the_conversation_follow_the_rules_for_a_single_participant()
    {
        var (id, dave) = (await CreateAsync(), NewUserId("dave"));
        await Conversations.SetParticipantAsync(id, dave);
        await Conversations.RemoveParticipantAsync(id, dave);
        await Conversations.SetParticipantAsync(id, Bob, new() { Access = ParticipantAccess.Read });

        foreach (var callAsync in (Func<UserSession, ConversationPatch, Task>[])[(session, patch) => session.SetAsync(id, patch), (session, patch) => session.UpdateAsync(id, patch)])
        {
            await RefusesAsync<ConversationAccessException>(id, () => callAsync(AsAlice, PatchOf((Carol, null))));
            await RefusesAsync<ConversationAccessException>(id, () => callAsync(AsAlice, PatchOf((Alice, new() { Notify = NotifySetting.None }))));
            await RefusesAsync<ConversationAccessException>(id, () => callAsync(ManagingBob, PatchOf((Carol, null))));
            await RefusesAsync<ConversationAccessException>(id, () => callAsync(ManagingAlice, PatchOf((Carol, null), (dave, null))));
            await RefusesAsync<ConversationAccessException>(id, () => callAsync(ManagingAlice, PatchOf((Carol, new() { Notify = NotifySetting.None }))));
        }

        await ManagingAlice.SetAsync(id, PatchOf((Carol, Read)));
        Assert.Equal(ParticipantAccess.Read, (await AsAlice.FindParticipantAsync(id, Carol))!.Access);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 4, 9)]
    public async Task An_expected_version_reveals_nothing_to_a_user_who_is_not_a_participant()
    {
        var (id, never) = (await CreateAsync(), NewId());
        var message = (await SendAsync(id, Alice)).Id;

        foreach (var expected in (long[])[1, 7])
        {
            foreach (var session in (UserSession[])[AsCarol, ManagingCarol])
            {
                foreach (var asked in (ConversationId[])[id, never])
                {
                    await RefusesAsync<ConversationNotFoundException>(id, () => session.UpdateAsync(asked, new() { Subject = "new" }, expected));
                    await RefusesAsync<ConversationNotFoundException>(id, () => session.RemoveParticipantAsync(asked, Carol, expected));
                    await RefusesAsync<ConversationNotFoundException>(id, () => session.SetParticipantAsync(asked, Bob, null, expected));
                    await RefusesAsync<ConversationNotFoundException>(id, () => session.EditMessageAsync(asked, message, new() { Text = "new" }, (int)expected));
                }

                await RefusesAsync<ConversationAccessException>(id, () => session.SetAsync(id, new() { Subject = "new" }, expected));
            }
        }

        await RefusesAsync<ConversationNotFoundException>(id, () => ManagingCarol.SetParticipantAsync(id, Carol, null, expectedSettingsVersion: 7));
        await RefusesAsync<ConversationConflictException>(id, () => ManagingAlice.UpdateAsync(id, new() { Subject = "new" }, 7));
        await RefusesAsync<ConversationAccessException>(id, () => AsAlice.UpdateAsync(id, new() { Subject = "new" }, 7));
    }

    private static ParticipantPatch Read => new() { Access = ParticipantAccess.Read };

    private static ParticipantPatch ReadWrite => new() { Access = ParticipantAccess.ReadWrite };

    private static ConversationPatch PatchOf(params (UserId User, ParticipantPatch? Patch)[] writes) =>
        new() { Participants = writes.ToDictionary(write => write.User, write => write.Patch) };
}
