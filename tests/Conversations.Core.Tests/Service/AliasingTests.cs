using System.Collections;
using Conversations.Storage;
using Conversations.Storage.InMemory;
using Conversations.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Service;

/// <summary>What a caller does to what it gave, while the call is under way, does not reach the call.</summary>
public sealed class AliasingTests
{
    private static readonly ConversationId _id = new("room");
    private static readonly UserId _alice = new("alice");
    private static readonly UserId _bob = new("bob");

    private readonly WatchedReads _store = new();
    private readonly IConversations _conversations;

    public AliasingTests() => _conversations = new ServiceCollection()
        .AddConversations().UseStore("UseWatched", _ => _store).Services.BuildServiceProvider().GetRequiredService<IConversations>();

    [Fact]
    public async Task Draft_changed_during_the_call_is_created_as_it_was_given()
    {
        var (participants, welcome) = (new List<ParticipantDraft> { new(_alice) }, new List<string> { "Hi" });
        _store.OnRead = () =>
        {
            participants.AddRange([new(_alice), new(default)]);
            welcome.Add("");
        };

        var (created, _) = await _conversations.CreateIfNotExistsAsync(_id, new() { Participants = participants, WelcomeMessages = welcome });

        created.WelcomeMessages.Should().Equal("Hi");
        created.ParticipantCount.Should().Be(1);
    }

    [Fact]
    public async Task Conversation_patch_changed_during_the_call_is_applied_as_it_was_given()
    {
        var (bob, custom) = (new ParticipantPatch { Access = ParticipantAccess.Read }, new CustomPatch { ["a"] = "1" });
        var (participants, welcome) = (new Dictionary<UserId, ParticipantPatch?> { [_alice] = null, [_bob] = bob }, new List<string> { "Hi" });
        var patch = new ConversationPatch { Subject = "Given", WelcomeMessages = welcome, Custom = custom, Participants = participants };
        _store.OnRead = () =>
        {
            (patch.Subject, patch.PhotoUrl, bob.Access) = ("", "no url", (ParticipantAccess)7);
            (custom["a"], custom["b"]) = ("2", "3");
            welcome.Add("");
            participants[default] = null;
        };

        var created = await _conversations.SetAsync(_id, patch);

        (created.Subject, created.PhotoUrl, created.ParticipantCount).Should().Be(("Given", null, 2));
        created.WelcomeMessages.Should().Equal("Hi");
        created.Custom.ToJson().Should().Be("{\"a\":\"1\"}");
        (await _conversations.FindParticipantAsync(_id, _bob))!.Access.Should().Be(ParticipantAccess.Read);
    }

    [Fact]
    public async Task Participant_patch_changed_during_the_call_is_applied_as_it_was_given()
    {
        await _conversations.CreateIfNotExistsAsync(_id, new() { Participants = [new(_alice)] });
        var patch = new ParticipantPatch { Access = ParticipantAccess.Read };
        _store.OnRead = () => patch.Access = (ParticipantAccess)7;

        var bob = await _conversations.SetParticipantAsync(_id, _bob, patch);

        bob.Access.Should().Be(ParticipantAccess.Read);
    }

    [Fact]
    public async Task Message_patch_changed_during_the_call_is_applied_as_it_was_given()
    {
        await _conversations.CreateIfNotExistsAsync(_id, new() { Participants = [new(_alice)] });
        await _conversations.SendAsync(_id, _alice, "old", new("m"));
        var patch = new MessagePatch { Text = "given", Custom = new() { ["a"] = "1" } };
        _store.OnRead = () =>
        {
            patch.Custom["a"] = "2";
            patch.Text = null;
        };

        var edited = await _conversations.EditMessageAsync(_id, new("m"), patch);

        (edited.Text, edited.Custom["a"]).Should().Be(("given", "1"));
    }

    [Fact]
    public async Task Dictionary_that_names_a_user_twice_is_refused_and_creates_nothing()
    {
        var set = () => _conversations.SetAsync(_id, new() { Participants = new Doubled(_alice) });

        (await set.Should().ThrowAsync<InvalidConversationDataException>()).Which.Field.Should().Be("participants");
        (await _conversations.FindAsync(_id)).Should().BeNull();
    }

    /// <summary>Tells when the facts are read, which is after the command was checked and before it is decided.</summary>
    private sealed class WatchedReads() : ForwardingStore(new InMemoryConversationStore())
    {
        internal Action? OnRead { get; set; }

        public override async Task<ConversationFacts> ReadFactsAsync(FactsQuery query, CancellationToken cancellationToken = default)
        {
            var facts = await base.ReadFactsAsync(query, cancellationToken);
            OnRead?.Invoke();
            return facts;
        }
    }

    private sealed class Doubled(UserId user) : IReadOnlyDictionary<UserId, ParticipantPatch?>
    {
        public int Count => 1;

        public IEnumerable<UserId> Keys => [user, user];

        public IEnumerable<ParticipantPatch?> Values => [null, null];

        public ParticipantPatch? this[UserId key] => null;

        public bool ContainsKey(UserId key) => key == user;

        public bool TryGetValue(UserId key, out ParticipantPatch? value)
        {
            value = null;
            return ContainsKey(key);
        }

        public IEnumerator<KeyValuePair<UserId, ParticipantPatch?>> GetEnumerator()
        {
            yield return new(user, null);
            yield return new(user, null);
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
