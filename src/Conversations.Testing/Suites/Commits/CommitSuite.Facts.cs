using Conversations.Storage;

namespace Conversations.Testing;

/// <content>The facts of a conversation that was deleted.</content>
public abstract partial class CommitSuite
{
    [Fact]
    [Rule(nameof(IConversationStore.ReadFactsAsync), 2)]
    [Rule(nameof(IConversationStore.CommitAsync), 11)]
    public async Task Facts_of_a_deleted_conversation_hold_its_settings_version_and_nothing_else()
    {
        var id = await CreateAsync();
        var (asked, answer) = (await SendAsync(id, Alice), await SendAsync(id, Bob));
        await CommitAsync(Updating(id, "House"), Adding(id, Carol), Removing(id, Carol));
        await SetVisibleFromAsync(id, Bob, 2);
        await CommitAsync(Erasing(id));

        foreach (var isPurged in new[] { false, true })
        {
            if (isPurged)
                await PurgeAllAsync(id);

            var facts = await Store.ReadFactsAsync(
                new() { ConversationId = id, Users = [Alice, Bob, Carol], Message = answer.Id, ReplyTo = asked.Id, HidesHistory = true });

            Assert.Equal((id, false, null), (facts.ConversationId, facts.Exists, facts.Settings));
            Assert.Equal(6, facts.SettingsVersion);
            Assert.Equal((0, false), (facts.ParticipantCount, facts.HidesHistory));
            Assert.Empty(facts.Memberships);
            Assert.Null(facts.Message);
            Assert.Null(facts.ReplyTo);
            Assert.False(isPurged && facts.HasRemains);
        }
    }

    [Fact]
    [Rule(nameof(IConversationStore.ReadFactsAsync), 2)]
    public async Task Facts_of_a_conversation_that_never_existed_hold_nothing()
    {
        var facts = await Store.ReadFactsAsync(new() { ConversationId = NewId(), Users = [Alice], Message = NewMessageId(), HidesHistory = true });

        Assert.Equal((false, 0, 0, 0), (facts.Exists, facts.SettingsVersion, facts.ParticipantCount, facts.LastSequence));
        Assert.Empty(facts.Memberships);
        Assert.Null(facts.Message);
        Assert.False(facts.HidesHistory || facts.HasRemains);
    }
}
