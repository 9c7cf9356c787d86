using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Conversations.Testing;

/// <content>Rejoining, and one-on-one conversations.</content>
public abstract partial class SessionSuite
{
    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_user_who_left_rejoins_with_their_previous_access_and_nothing_unread()
    {
        var id = await CreateAsync();
        await Conversations.SetParticipantAsync(id, Bob, new() { Access = ParticipantAccess.Read });
        await ManagingBob.RemoveParticipantAsync(id, Bob);
        await SendAsync(id, Alice);
        Clock.Advance(TimeSpan.FromMinutes(1));

        await RefusesAsync<ConversationAccessException>(id, () => ManagingBob.SetParticipantAsync(id, Bob, ReadWrite));
        var back = await ManagingBob.SetParticipantAsync(id, Bob);

        Assert.Equal(new(Bob, ParticipantAccess.Read, Clock.GetUtcNow(), 1), back);
        Assert.Equal(new(1, 0, false), await AsBob.FindReadStateAsync(id));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Leaving_and_rejoining_never_raises_the_access_of_a_user()
    {
        var id = await CreateAsync();
        await Conversations.SetParticipantAsync(id, Bob, new() { Access = ParticipantAccess.Read });
        Func<Task>[] waysBack =
        [
            () => ManagingBob.SetParticipantAsync(id, Bob),
            () => ManagingBob.SetParticipantAsync(id, Bob, new() { Access = null }),
            () => ManagingAlice.SetParticipantAsync(id, Bob),
            () => ManagingAlice.SetAsync(id, PatchOf((Bob, null))),
            () => ManagingAlice.UpdateAsync(id, PatchOf((Bob, null))),
        ];

        foreach (var comeBack in waysBack)
        {
            await ManagingBob.RemoveParticipantAsync(id, Bob);
            await RefusesAsync<ConversationAccessException>(id, () => ManagingAlice.SetParticipantAsync(id, Bob, ReadWrite));
            await comeBack();

            Assert.Equal(ParticipantAccess.Read, (await AsBob.FindOwnParticipantAsync(id))!.Access);
        }
    }

    [Fact]
    [Rule(nameof(IConversationStore.ReadFactsAsync), 1)]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Only_the_app_may_add_a_user_again_whom_it_removed()
    {
        var id = await CreateAsync();
        await Conversations.RemoveParticipantAsync(id, Bob);

        await RefusesAsync<ConversationNotFoundException>(id, () => ManagingBob.SetParticipantAsync(id, Bob));
        await RefusesAsync<ConversationNotFoundException>(id, () => ManagingBob.SetParticipantAsync(id, Bob, Read));
        await RefusesAsync<ConversationAccessException>(id, () => ManagingBob.SetAsync(id, PatchOf((Bob, null))));
        await RefusesAsync<ConversationAccessException>(id, () => ManagingBob.CreateIfNotExistsAsync(id, new()));
        await RefusesAsync<ConversationAccessException>(id, () => ManagingAlice.SetParticipantAsync(id, Bob));
        await RefusesAsync<ConversationAccessException>(id, () => ManagingAlice.SetAsync(id, PatchOf((Bob, null))));
        await RefusesAsync<ConversationAccessException>(id, () => ManagingAlice.UpdateAsync(id, PatchOf((Bob, null))));

        await Conversations.SetParticipantAsync(id, Bob);
        Assert.NotNull(await AsBob.FindAsync(id));
    }

    [Fact]
    [Rule(nameof(IConversationStore.ReadFactsAsync), 1)]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_user_whom_another_user_removed_may_not_rejoin()
    {
        var id = await CreateAsync();
        await ManagingAlice.RemoveParticipantAsync(id, Bob);

        await RefusesAsync<ConversationNotFoundException>(id, () => ManagingBob.SetParticipantAsync(id, Bob));
        Assert.True((await FindMembershipAsync(id, Bob))!.EndedByApp);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Opening_a_one_on_one_creates_it_only_with_the_permission_to_manage_and_finds_it_for_both_users()
    {
        var id = OneOnOneId.Compute(Alice, Bob);
        await RefusesAsync<ConversationAccessException>(id, () => AsAlice.OpenOneOnOneAsync(Bob));

        var (conversation, created) = await ManagingAlice.OpenOneOnOneAsync(Bob, new() { Subject = "two" });

        Assert.Equal((id, "two", true, 2), (conversation.Id, conversation.Subject, created, conversation.ParticipantCount));
        foreach (var (session, other) in ((UserSession, UserId)[])[(AsAlice, Bob), (AsBob, Alice), (ManagingBob, Alice)])
            Assert.Equal((conversation, false), (await session.OpenOneOnOneAsync(other)) is { } found ? (found.Conversation, found.Created) : default);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Opening_a_one_on_one_never_opens_that_of_two_other_users()
    {
        var id = (await Conversations.OpenOneOnOneAsync(Alice, Bob)).Conversation.Id;
        var before = await StateOfAsync(id);

        Assert.Equal(OneOnOneId.Compute(Carol, Alice), (await ManagingCarol.OpenOneOnOneAsync(Alice)).Conversation.Id);
        Assert.Equal(OneOnOneId.Compute(Carol, Carol), (await ManagingCarol.OpenOneOnOneAsync(Carol)).Conversation.Id);

        Assert.Equal(before, await StateOfAsync(id));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Opening_a_one_on_one_adds_a_user_who_left_with_their_previous_access()
    {
        var id = (await Conversations.OpenOneOnOneAsync(Alice, Bob)).Conversation.Id;
        await Conversations.SetParticipantAsync(id, Bob, new() { Access = ParticipantAccess.Read });

        foreach (var (session, other) in ((UserSession, UserId)[])[(ManagingAlice, Bob), (ManagingBob, Alice)])
        {
            await ManagingBob.RemoveParticipantAsync(id, Bob);
            await session.OpenOneOnOneAsync(other);

            Assert.Equal(ParticipantAccess.Read, (await AsBob.FindOwnParticipantAsync(id))!.Access);
        }
    }

    [Theory]
    [Rule(nameof(IConversationStore), 9)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Opening_a_one_on_one_without_the_permission_to_manage_returns_it_unchanged_to_the_remaining_user_only(bool byTheApp)
    {
        var id = (await Conversations.OpenOneOnOneAsync(Alice, Bob)).Conversation.Id;
        await (byTheApp ? Conversations.RemoveParticipantAsync(id, Bob) : ManagingBob.RemoveParticipantAsync(id, Bob));
        var before = await StateOfAsync(id);

        var (conversation, created) = await AsAlice.OpenOneOnOneAsync(Bob, new() { Subject = "Other" });

        Assert.Equal((await AsAlice.FindAsync(id), false), (conversation, created));
        Assert.Equal(before, await StateOfAsync(id));
        await RefusesAsync<ConversationAccessException>(id, () => AsBob.OpenOneOnOneAsync(Alice));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Opening_with_hidden_ids_and_without_the_permission_to_manage_finds_an_older_one_on_one_that_the_other_user_left()
    {
        var (old, both) = (Hiding("an older secret of it"), Hiding("a newer secret of it", "an older secret of it"));
        var (made, _) = await old.GetRequiredService<IConversations>().OpenOneOnOneAsync(Alice, Bob);
        await Conversations.RemoveParticipantAsync(made.Id, Bob);

        var (found, created) = await both.GetRequiredService<IConversations>().As(Alice).OpenOneOnOneAsync(Bob);

        Assert.Equal((made.Id, 1, false), (found.Id, found.ParticipantCount, created));
    }

    [Fact]
    [Rule(nameof(IConversationStore.ReadFactsAsync), 1)]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Opening_a_one_on_one_does_not_add_a_user_whom_the_app_removed()
    {
        var id = (await Conversations.OpenOneOnOneAsync(Alice, Bob)).Conversation.Id;
        await Conversations.RemoveParticipantAsync(id, Bob);
        var before = await StateOfAsync(id);

        Assert.Equal(1, (await ManagingAlice.OpenOneOnOneAsync(Bob)).Conversation.ParticipantCount);

        Assert.Equal(before, await StateOfAsync(id));
        await RefusesAsync<ConversationAccessException>(id, () => ManagingBob.OpenOneOnOneAsync(Alice));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Opening_a_one_on_one_gives_the_other_user_no_more_access_than_the_caller_has()
    {
        var id = OneOnOneId.Compute(Alice, Bob);
        await Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Alice) { Access = ParticipantAccess.Read }] });

        await ManagingAlice.OpenOneOnOneAsync(Bob);

        Assert.Equal(ParticipantAccess.Read, (await AsBob.FindOwnParticipantAsync(id))!.Access);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Opening_a_one_on_one_with_hidden_ids_creates_and_finds_it_under_its_hidden_id()
    {
        var hiding = Hiding("a newer secret of it");
        var id = hiding.GetRequiredService<IConversationIds>().OneOnOne(Alice, Bob);
        var app = hiding.GetRequiredService<IConversations>();

        Assert.Equal((id, true), (await app.As(Alice, Managing).OpenOneOnOneAsync(Bob)) is { } made ? (made.Conversation.Id, made.Created) : default);
        Assert.Equal((id, false), (await app.As(Bob).OpenOneOnOneAsync(Alice)) is { } found ? (found.Conversation.Id, found.Created) : default);
        Assert.Null(await Conversations.FindAsync(OneOnOneId.Compute(Alice, Bob)));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_refused_open_reports_the_same_id_wherever_the_one_on_one_is_stored()
    {
        var (old, both) = (Hiding("an older secret of it"), Hiding("a newer secret of it", "an older secret of it"));
        var app = both.GetRequiredService<IConversations>();
        var id = both.GetRequiredService<IConversationIds>().OneOnOne(Alice, Bob);
        Task<ConversationAccessException> RefusedAsync() => Assert.ThrowsAsync<ConversationAccessException>(() => app.As(Alice).OpenOneOnOneAsync(Bob));
        var whereNone = await RefusedAsync();

        foreach (var older in (ConversationId[])[OneOnOneId.Compute(Alice, Bob), old.GetRequiredService<IConversationIds>().OneOnOne(Alice, Bob)])
        {
            await Conversations.CreateIfNotExistsAsync(older, new() { Participants = [new(Bob)] });
            var whereOlder = await RefusedAsync();

            Assert.Equal((id, whereNone.Message), (whereOlder.ConversationId, whereOlder.Message));
        }
    }

    private ServiceProvider Hiding(params string[] secrets) => Build(options =>
    {
        foreach (var secret in secrets)
            options.IdSecrets.Add(secret);

        options.HideOneOnOneIds = true;
    });
}
