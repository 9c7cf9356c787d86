using Conversations.Decisions;
using Conversations.Tests.Json;

namespace Conversations.Tests.Storage;

/// <summary>Tests what the contract suites of <see cref="LeanStore"/> do not reach.</summary>
public sealed class CommitRulesTests
{
    private static readonly UserId _bob = new("Bob");
    private static readonly UserId _ann = new("AnnB");

    private static readonly ConversationFacts _facts = new()
    {
        ConversationId = new("c1"),
        Settings = new(),
        SettingsVersion = 3,
        Memberships = new Dictionary<UserId, Membership> { [_bob] = new(Samples.Participant), [_ann] = new(Samples.Participant, Samples.Time) },
        Message = new(2, _bob, default, Samples.Message with { Reactions = [new(":a:", 2, ByViewer: true), new(":b:", 1, ByViewer: false)] }),
    };

    [Fact]
    public void Facts_that_are_needed_are_those_of_all_users_and_of_the_message()
    {
        var change = new ReactionAdded { ConversationId = new("c1"), At = Samples.Time, MessageId = new("m2"), UserId = _ann, Emoji = ":a:" };

        var needs = CommitRules.Needs(new() { Change = change, Preconditions = new() { Participant = _bob } });

        needs.Should().BeEquivalentTo(new { ConversationId = new ConversationId("c1"), Message = new MessageId("m2"), Reactor = _ann });
        needs.Users.Should().Equal(_bob);
        CommitRules.Needs(new() { Change = Removed(_ann), Participants = [Write(_bob, joins: true)] }).Users.Should().BeEquivalentTo([_ann, _bob]);
    }

    [Theory]
    [InlineData(true, false, false, true)]
    [InlineData(true, true, false, false)]
    [InlineData(false, true, false, true)]
    [InlineData(false, false, false, false)]
    [InlineData(true, false, true, false)]
    [InlineData(false, false, true, false)]
    public void Conversation_must_exist_unless_the_commit_creates_it(bool creates, bool exists, bool hasRemains, bool expected)
    {
        var commit = new Commit { Change = creates ? Samples.Changes[0] : Removed(_bob) };

        CommitRules.HoldsForConversation(commit, exists, hasRemains, settingsVersion: 0).Should().Be(expected);
    }

    [Fact]
    public void Settings_version_must_be_the_expected_one()
    {
        Holds(new() { Change = Removed(_bob), Preconditions = new() { SettingsVersion = 3 } }).Should().BeTrue();
        Holds(new() { Change = Removed(_bob), Preconditions = new() { SettingsVersion = 2 } }).Should().BeFalse();
    }

    [Fact]
    public void Participant_must_have_the_expected_access()
    {
        Holds(new() { Change = Removed(_bob), Preconditions = new() { Participant = _bob, Access = ParticipantAccess.Read } }).Should().BeTrue();
        Holds(new() { Change = Removed(_bob), Preconditions = new() { Participant = _bob, Access = ParticipantAccess.ReadWrite } }).Should().BeFalse();
        Holds(new() { Change = Removed(_bob), Preconditions = new() { Participant = _ann, Access = ParticipantAccess.Read } }).Should().BeFalse();
    }

    [Fact]
    public void User_who_joins_must_not_take_part_and_others_must()
    {
        var change = new ConversationUpdated { ConversationId = new("c1"), At = Samples.Time };

        Holds(new() { Change = change, Participants = [Write(_ann, joins: true), Write(_bob, joins: false)] }).Should().BeTrue();
        Holds(new() { Change = change, Participants = [Write(_bob, joins: true)] }).Should().BeFalse();
        Holds(new() { Change = change, Participants = [Write(_bob, joins: false), Write(_ann, joins: false)] }).Should().BeFalse();
        Holds(new() { Change = Removed(_bob) }).Should().BeTrue();
        Holds(new() { Change = Removed(_ann) }).Should().BeFalse();
    }

    [Fact]
    public void Message_must_be_as_expected()
    {
        var change = new MessageDeleted { ConversationId = new("c1"), At = Samples.Time, MessageId = new("m2") };
        bool With(Preconditions preconditions) => Holds(new() { Change = change, Preconditions = preconditions });

        With(new() { Revision = 1, EmojiCount = 2, Emoji = ":b:", AbsentEmoji = [":c:", ":d:"] }).Should().BeTrue();
        With(new() { Revision = 0 }).Should().BeFalse();
        With(new() { EmojiCount = 1 }).Should().BeFalse();
        With(new() { Emoji = ":c:" }).Should().BeFalse();
        With(new() { AbsentEmoji = [":c:", ":b:"] }).Should().BeFalse();
        CommitRules.Holds(new() { Change = change }, _facts.With(one => one.Message, null)).Should().BeFalse();
        CommitRules.Holds(new() { Change = change }, _facts.With(one => one.Message, _facts.Message!.With(one => one.Message, null))).Should().BeFalse();
    }

    [Theory]
    [InlineData(":a:", false)]
    [InlineData(":b:", true)]
    [InlineData(":c:", true)]
    public void Reaction_must_be_there_only_if_it_is_removed(string emoji, bool canAdd)
    {
        var (id, at, message) = (new ConversationId("c1"), Samples.Time, new MessageId("m2"));

        Holds(new() { Change = new ReactionAdded { ConversationId = id, At = at, MessageId = message, UserId = _bob, Emoji = emoji } }).Should().Be(canAdd);
        Holds(new() { Change = new ReactionRemoved { ConversationId = id, At = at, MessageId = message, UserId = _bob, Emoji = emoji } }).Should().Be(!canAdd);
    }

    [Fact]
    public void Asked_reactions_are_all_for_which_the_rules_ask()
    {
        var commit = new Commit
        {
            Change = new ReactionAdded { ConversationId = new("c1"), At = Samples.Time, MessageId = new("m2"), UserId = _bob, Emoji = ":e:" },
            Preconditions = new() { Emoji = ":a:", AbsentEmoji = [":c:", ":d:"] },
        };
        var asked = new List<(string, UserId?)>();

        CommitRules.HoldsForMessage(commit, 0, 0, asked, (list, emoji, user) =>
        {
            list.Add((emoji, user));
            return emoji == ":a:";
        }).Should().BeTrue();

        CommitRules.AskedReactions(commit).Should().Equal(asked).And.Equal((":a:", null), (":c:", null), (":d:", null), (":e:", _bob));
        CommitRules.AskedReactions(new() { Change = Removed(_bob) }).Should().BeEmpty();
    }

    private static bool Holds(Commit commit) => CommitRules.Holds(commit, _facts);

    private static ParticipantRemoved Removed(UserId user) => new() { ConversationId = new("c1"), At = Samples.Time, UserId = user };

    private static ParticipantWrite Write(UserId user, bool joins) => new(user, ParticipantAccess.Read, NotifySetting.All, joins);
}
