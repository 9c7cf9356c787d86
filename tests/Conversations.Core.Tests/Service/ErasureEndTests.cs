using Conversations.Storage;
using Conversations.Storage.InMemory;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Service;

/// <summary>Tests where an erasure ends in a conversation: what a new person with the same id does during it is theirs.</summary>
public sealed class ErasureEndTests
{
    private static readonly ConversationId _id = new("room");
    private static readonly UserId _alice = new("alice");
    private static readonly UserId _bob = new("bob");

    [Theory]
    [InlineData("content", false)]
    [InlineData("content", true)]
    [InlineData("rename", false)]
    [InlineData("rename", true)]
    public async Task What_a_new_person_with_the_id_does_during_the_erasure_keeps_their_id(string moment, bool keepTexts)
    {
        var (store, conversations) = await CreateAsync(_alice, _bob);
        var asked = (await conversations.SendAsync(_id, _bob, "question")).Message!;
        await conversations.SendAsync(_id, _alice, "early");
        await conversations.AddReactionAsync(_id, asked.Id, _alice, "👍");
        store.Act(moment, async () =>
        {
            await conversations.SetParticipantAsync(_id, _alice);
            await conversations.SendMessageAsync(_id, _alice, new("late") { Custom = new() { ["mine"] = "1" } });
            await conversations.AddReactionAsync(_id, asked.Id, _alice, "🎉");
        });

        await conversations.EraseUserAsync(_alice, new() { KeepTexts = keepTexts });

        var messages = await conversations.ListMessagesAsync(_id).ToListAsync();
        messages.Where(message => message.SenderId == _alice).Select(message => (message.Text, message.Custom.Count)).Should().Equal(("late", 1));
        messages.Count(message => message.Text == "early").Should().Be(keepTexts ? 1 : 0);
        var reactors = await store.ListReactorsAsync(new() { ConversationId = _id, MessageId = asked.Id, Limit = 10 });
        reactors!.Select(one => one.UserId.Value.Split('-')[0]).Should().Equal("erased", "alice");
        (await conversations.FindParticipantAsync(_id, _alice)).Should().NotBeNull();
        var log = (await store.ListChangesAsync(_id, 0, 100)).Changes;
        log.OfType<ParticipantAdded>().Select(change => change.UserId).Should().Equal(_alice);
        log.OfType<ParticipantRemoved>().Single().UserId.Value.Should().StartWith("erased-");
    }

    [Fact]
    public async Task A_user_who_is_added_between_two_reads_of_the_erasure_is_a_new_person()
    {
        var (store, conversations) = await CreateAsync(_alice, _bob);
        await conversations.RemoveParticipantAsync(_id, _alice);
        store.Act("read", () => conversations.SetParticipantAsync(_id, _alice));

        await conversations.EraseUserAsync(_alice);

        var log = (await store.ListChangesAsync(_id, 0, 100)).Changes;
        var isPresent = await conversations.FindParticipantAsync(_id, _alice) is not null;
        log.OfType<ParticipantAdded>().Single().UserId.Should().Match<UserId>(user => user == _alice == isPresent);
    }

    [Fact]
    public async Task Ended_membership_of_a_new_person_stays()
    {
        var (store, conversations) = await CreateAsync(_alice, _bob);
        store.Act("rename", async () =>
        {
            await conversations.SetParticipantAsync(_id, _alice);
            await conversations.RemoveParticipantAsync(_id, _alice);
        });

        await conversations.EraseUserAsync(_alice);

        (await store.ReadFactsAsync(new() { ConversationId = _id, Users = [_alice] })).Memberships.Should().ContainKey(_alice);
        await conversations.EraseUserAsync(_alice);
        (await store.ReadFactsAsync(new() { ConversationId = _id, Users = [_alice] })).Memberships.Should().BeEmpty();
    }

    [Fact]
    public async Task Conversation_that_is_created_again_during_the_erasure_keeps_the_id()
    {
        var (store, conversations) = await CreateAsync(_alice);
        store.Act("rename", () => conversations.CreateIfNotExistsAsync(_id, new() { Participants = [new(_alice), new(_bob)] }));

        await conversations.EraseUserAsync(_alice);

        var log = (await store.ListChangesAsync(_id, 0, 100)).Changes;
        log.OfType<ConversationCreated>().Single().Participants.Should().Equal(_alice, _bob);
        (await conversations.FindParticipantAsync(_id, _alice)).Should().NotBeNull();
    }

    private static async Task<(ActsDuringErasure Store, IConversations Conversations)> CreateAsync(params UserId[] users)
    {
        var store = new ActsDuringErasure();
        var conversations = new ServiceCollection()
            .AddConversations().UseStore("UseActing", _ => store).Services.BuildServiceProvider().GetRequiredService<IConversations>();
        await conversations.CreateIfNotExistsAsync(_id, new() { Participants = [.. users.Select(user => new ParticipantDraft(user))] });
        return (store, conversations);
    }

    /// <summary>Runs an action once: before the content is erased, before the id is replaced, or after the conversation was read.</summary>
    private sealed class ActsDuringErasure() : ForwardingStore(new InMemoryConversationStore())
    {
        private string? _moment;
        private Func<Task> _action = () => Task.CompletedTask;

        internal void Act(string moment, Func<Task> action) => (_moment, _action) = (moment, action);

        public override async Task<StoredConversation?> FindConversationAsync(
            ConversationId id, UserId? viewer, CancellationToken cancellationToken = default)
        {
            if (_moment == "content")
                await ActAsync("content");

            var found = await base.FindConversationAsync(id, viewer, cancellationToken);
            await ActAsync("read");
            return found;
        }

        public override async Task<ReplacedUpTo?> ReplaceUserAsync(
            ConversationId id, UserId userId, UserId replacement, long upTo, ReplacedUpTo from, CancellationToken cancellationToken = default)
        {
            await ActAsync("rename");
            return await base.ReplaceUserAsync(id, userId, replacement, upTo, from, cancellationToken);
        }

        private async Task ActAsync(string moment)
        {
            if (_moment != moment)
                return;

            _moment = null;
            await _action();
        }
    }
}
