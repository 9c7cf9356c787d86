using Conversations.Decisions;
using Conversations.Storage;

namespace Conversations.Testing;

/// <summary>
/// Tests which membership stays on record after a user left or was removed, and what happens when the user is added again.
/// </summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract class MembershipSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    [Fact]
    [Rule(nameof(IConversationStore.ReadFactsAsync), 1)]
    public async Task Membership_of_a_participant_has_not_ended()
    {
        var id = await CreateAsync();

        var membership = await FindMembershipAsync(id, Alice);

        Assert.Equal(new Membership(await GetParticipantAsync(id, Alice)), membership);
        Assert.True(membership?.IsPresent);
    }

    [Fact]
    [Rule(nameof(IConversationStore.ReadFactsAsync), 1)]
    public async Task Membership_of_a_user_who_never_took_part_is_not_on_record()
    {
        var id = await CreateAsync();

        Assert.Null(await FindMembershipAsync(id, Carol));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    [Rule(nameof(IConversationStore.ReadFactsAsync), 1)]
    public async Task Membership_of_a_removed_user_stays_on_record_as_ended_by_the_app()
    {
        var id = await CreateAsync();
        await SendAsync(id, Bob);
        var bob = await GetParticipantAsync(id, Bob);
        Clock.Advance(TimeSpan.FromMinutes(1));

        await Conversations.RemoveParticipantAsync(id, Bob);

        Assert.Equal(new Membership(bob, Clock.GetUtcNow(), endedByApp: true), await FindMembershipAsync(id, Bob));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    public async Task Membership_of_a_user_who_left_stays_on_record_as_ended_by_the_user()
    {
        var id = await CreateAsync();

        await RemoveAsync(id, Bob, actor: Bob);

        var membership = await FindMembershipAsync(id, Bob);
        Assert.Equal((Clock.GetUtcNow(), false), (membership?.EndedAt, membership?.EndedByApp));
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    public async Task Membership_that_another_user_ended_counts_as_ended_by_the_app()
    {
        var id = await CreateAsync();

        await RemoveAsync(id, Bob, actor: Alice);

        Assert.True((await FindMembershipAsync(id, Bob))?.EndedByApp);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 8)]
    public async Task A_user_who_is_added_again_gets_a_new_membership()
    {
        var id = await CreateAsync();
        await Conversations.SetParticipantAsync(id, Bob, new() { Access = ParticipantAccess.Read, Notify = NotifySetting.None });
        await Conversations.RemoveParticipantAsync(id, Bob);
        await SendAsync(id, Alice);
        Clock.Advance(TimeSpan.FromMinutes(1));

        var bob = await Conversations.SetParticipantAsync(id, Bob);

        Assert.Equal(new Participant { UserId = Bob, JoinedAt = Clock.GetUtcNow(), JoinedAfter = 1, ReadUpTo = 1 }, bob);
        Assert.Equal(new Membership(bob), await FindMembershipAsync(id, Bob));
        Assert.Equal(2, (await GetAsync(id)).ParticipantCount);
    }

    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3, 8)]
    public async Task A_participant_who_rejoined_can_be_removed_again()
    {
        var id = await CreateAsync();
        await RemoveAsync(id, Bob, actor: Bob);
        await Conversations.SetParticipantAsync(id, Bob);
        Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.True(await Conversations.RemoveParticipantAsync(id, Bob));

        var membership = await FindMembershipAsync(id, Bob);
        Assert.Equal((Clock.GetUtcNow(), true), (membership?.EndedAt, membership?.EndedByApp));
        Assert.Equal(1, (await GetAsync(id)).ParticipantCount);
    }

    [Fact]
    [Rule(nameof(IConversationStore.FindConversationAsync), 1)]
    public async Task Ended_memberships_do_not_count_as_participants()
    {
        var id = await CreateAsync(Alice, Bob, Carol);
        await Conversations.RemoveParticipantAsync(id, Bob);

        var facts = await Store.ReadFactsAsync(new() { ConversationId = id, Users = [Alice, Bob] });

        Assert.Equal(2, facts.ParticipantCount);
        Assert.NotNull(facts.Participant(Alice));
        Assert.Null(facts.Participant(Bob));
    }

    [Fact]
    [Rule(nameof(IConversationStore.ReadFactsAsync), 1)]
    public async Task Facts_contain_only_users_of_the_query()
    {
        var id = await CreateAsync();

        var facts = await Store.ReadFactsAsync(new() { ConversationId = id, Users = [Bob, Carol, Bob] });

        Assert.Equal([Bob], facts.Memberships.Keys);
    }

    private async Task RemoveAsync(ConversationId id, UserId user, UserId actor)
    {
        var removed = new ParticipantRemoved { ConversationId = id, At = Clock.GetUtcNow(), UserId = user, Actor = actor };
        var outcomes = await Store.CommitAsync([new Commit { Change = removed }]);
        Assert.IsType<CommitOutcome.Stored>(Assert.Single(outcomes));
    }
}
