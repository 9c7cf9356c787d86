using System.Collections;
using Conversations.Decisions;
using Conversations.Storage.InMemory;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Service;

/// <summary>Tests that a change which the caller makes to its arguments during a call does not affect the call.</summary>
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
        var draft = new ConversationDraft { Participants = participants, WelcomeMessages = welcome, Subject = "Given" };
        _store.OnRead = () =>
        {
            participants.AddRange([new(_alice), new(default)]);
            welcome.Add("");
            (draft.Subject, draft.PhotoUrl, draft.WelcomeMessages, draft.Participants) = ("", "no url", [""], []);
        };

        var (created, _) = await _conversations.CreateIfNotExistsAsync(_id, draft);

        created.Subject.Should().Be("Given");
        created.PhotoUrl.Should().BeNull();
        created.WelcomeMessages.Should().Equal("Hi");
        created.ParticipantCount.Should().Be(1);
    }

    [Fact]
    public async Task Refused_message_is_reported_as_it_was_when_the_import_read_it()
    {
        await _conversations.CreateIfNotExistsAsync(_id, new() { Participants = [new(_alice)] });
        await _conversations.SendAsync(_id, _alice, "taken", new("m1"));
        var refused = new List<(MessageId, string)>();

        await _conversations.ImportAsync(_id, ReusedAsync(), new() { OnRefused = (message, _) => refused.Add((message.Id, message.Text)) });

        refused.Should().Equal((new("m1"), "text m1"));
    }

    [Fact]
    public async Task Facts_that_are_changed_do_not_change_what_is_stored()
    {
        await _conversations.CreateIfNotExistsAsync(_id, new() { Participants = [new(_alice)], Subject = "Given" });

        (await _store.ReadFactsAsync(new() { ConversationId = _id })).Settings!.Subject = "Other";

        (await _conversations.FindAsync(_id))!.Subject.Should().Be("Given");
    }

    [Fact]
    public void Commit_that_is_changed_after_it_was_applied_does_not_change_the_model()
    {
        var command = new CreateConversation { ConversationId = _id, Draft = new() { Participants = [new(_alice)], Subject = "Given" } };
        var model = ConversationModel.Of(_id);
        var commit = command.Decide(model.Facts(command.Needs), new(DateTimeOffset.UnixEpoch, ConversationLimits.Default))!;
        (model, _) = model.Apply(commit);

        commit.Settings!.Subject = "Other";
        model.Facts(command.Needs).Settings!.Subject = "Other";

        model.Conversation()!.Subject.Should().Be("Given");
    }

    private static async IAsyncEnumerable<ImportedMessage> ReusedAsync()
    {
        var message = new ImportedMessage { Id = new("m0"), Text = "", CreatedAt = DateTimeOffset.UnixEpoch };
        for (var i = 0; i < 3; i++)
        {
            (message.Id, message.Text) = (new($"m{i}"), $"text m{i}");
            yield return message;
            await Task.Yield();
        }
    }

    [Fact]
    public async Task Settings_changed_during_the_call_are_used_as_they_were_given()
    {
        var settings = new ConversationSettings { Subject = "Given", WelcomeMessages = ["Hi"] };
        _store.OnRead = () => (settings.Subject, settings.PhotoUrl, settings.WelcomeMessages) = ("", "no url", [""]);

        var (opened, _) = await _conversations.OpenOneOnOneAsync(_alice, _bob, settings);

        opened.Subject.Should().Be("Given");
        opened.PhotoUrl.Should().BeNull();
        opened.WelcomeMessages.Should().Equal("Hi");
    }

    [Fact]
    public async Task Settings_changed_after_the_call_do_not_change_what_was_stored()
    {
        var settings = new ConversationSettings { Subject = "Given" };
        var (opened, _) = await _conversations.OpenOneOnOneAsync(_alice, _bob, settings);

        settings.Subject = "Other";

        (await _conversations.FindAsync(opened.Id))!.Subject.Should().Be("Given");
        ConversationSettings.Default.Subject = "Other";
        ConversationSettings.Default.Subject.Should().BeNull();
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
        await _conversations.SendAsync(_id, _alice, "old");
        var patch = new ParticipantPatch { Access = ParticipantAccess.Read, History = History.SinceJoin };
        _store.OnRead = () => (patch.Access, patch.History) = ((ParticipantAccess)7, History.All);

        var bob = await _conversations.SetParticipantAsync(_id, _bob, patch);

        (bob.Access, bob.VisibleFrom).Should().Be((ParticipantAccess.Read, 2));
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
    public async Task Dictionary_with_a_duplicate_user_is_refused_and_creates_nothing()
    {
        var set = () => _conversations.SetAsync(_id, new() { Participants = new Doubled(_alice) });

        (await set.Should().ThrowAsync<InvalidConversationDataException>()).Which.Field.Should().Be("participants");
        (await _conversations.FindAsync(_id)).Should().BeNull();
    }

    /// <summary>
    /// Calls <see cref="OnRead"/> when the facts were read, which is after the check of the command and before its
    /// decision.
    /// </summary>
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
