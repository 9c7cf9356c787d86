using Conversations.Decisions;
using Conversations.Storage.Writing;
using static Conversations.Tests.Decisions.Given;

namespace Conversations.Tests.Decisions;

/// <summary>Tests the parts of a commit, and what they write.</summary>
public sealed class CommitTests
{
    private static readonly Preconditions _preconditions = new()
    {
        SettingsVersion = 3,
        Participant = Ann,
        Access = ParticipantAccess.Read,
        Revision = 4,
        EmojiCount = 5,
        Emoji = ":a:",
        AbsentEmoji = [":b:", ":c:"],
    };

    [Fact]
    public void Commit_keeps_a_copy_of_the_attributes()
    {
        var settings = new ConversationSettings { Subject = "Given" };
        var commit = new Commit { Change = Deleted, Settings = settings };

        settings.Subject = "Other";

        commit.Settings.Should().Be(new ConversationSettings { Subject = "Given" });
        new Commit { Change = Deleted, Settings = null }.Settings.Should().BeNull();
    }

    [Fact]
    public void Facts_keep_a_copy_of_the_attributes()
    {
        var settings = new ConversationSettings { Subject = "Given" };
        var facts = Nothing.With(one => one.Settings, settings);

        settings.Subject = "Other";

        facts.Settings.Should().Be(new ConversationSettings { Subject = "Given" });
        (facts.Exists, Nothing.Exists).Should().Be((true, false));
        (facts.With(one => one.Settings, null)).Exists.Should().BeFalse();
    }

    [Fact]
    public void Commit_and_facts_contain_nothing_by_default()
    {
        new Commit { Change = Deleted }.ShouldBe(new() { Change = Deleted, Participants = [], Waited = TimeSpan.Zero });
        Nothing.Memberships.Should().BeEmpty();
        new FactsQuery { ConversationId = Id }.Users.Should().BeEmpty();
    }

    [Fact]
    public void Settings_version_is_raised_by_all_but_changes_of_messages()
    {
        Change sent = new MessageSent { ConversationId = Id, At = Now, MessageId = new("m1") };
        Change reacted = new ReactionAdded { ConversationId = Id, At = Now, MessageId = new("m1"), UserId = Ann, Emoji = ":a:" };

        new[] { Deleted, sent, reacted }.Select(change => new Commit { Change = change }.ChangesSettings).Should().Equal(true, false, false);
    }

    [Fact]
    public void Write_names_the_message_that_it_sends()
    {
        IQueuedWrite sends = new Commit { Change = Deleted, Message = Draft("m1", Ann) };
        IQueuedWrite deletes = new Commit { Change = Deleted };

        sends.MessageId.Should().Be(new MessageId("m1"));
        deletes.MessageId.Should().BeNull();
    }

    [Fact]
    public void Facts_show_a_participant_only_while_they_take_part()
    {
        Facts.Participant(Ann).Should().Be(Participant(Ann));
        new[] { Facts.Participant(Dee), Facts.Participant(Eve), Nothing.Participant(Ann) }.Should().AllSatisfy(one => one.Should().BeNull());
    }

    [Fact]
    public void User_who_joins_has_nothing_unread()
    {
        var write = new ParticipantWrite(Ann, ParticipantAccess.Read, NotifySetting.None, Joins: true);
        var joined = new Participant
        {
            UserId = Ann,
            Access = ParticipantAccess.Read,
            Notify = NotifySetting.None,
            JoinedAt = Now,
            JoinedAfter = 4,
            ReadUpTo = 4,
            VisibleFrom = 1,
        };

        write.ApplyTo(null, Now, 4).Should().Be(joined);
        write.ApplyTo(Participant(Ann) with { VisibleFrom = 3, IsMarkedUnread = true }, Now, 4).Should().Be(joined);
        (write with { History = new(1, 1) }).ApplyTo(null, Now, 4).Should().Be(joined with { VisibleFrom = 4 });
    }

    [Fact]
    public void Participant_who_is_changed_keeps_the_rest()
    {
        var present = new Participant { UserId = Ann, JoinedAt = Now.AddDays(-1), JoinedAfter = 1, ReadUpTo = 2, VisibleFrom = 2, IsMarkedUnread = true };
        var write = new ParticipantWrite(Ann, ParticipantAccess.Read, NotifySetting.None, Joins: false);
        var expected = present with { Access = ParticipantAccess.Read, Notify = NotifySetting.None };

        write.ApplyTo(present, Now, 4).Should().Be(expected);
        (write with { History = new(1, 1) }).ApplyTo(present, Now, 4).Should().Be(expected with { VisibleFrom = 4 });
        write.Invoking(one => one.ApplyTo(null, Now, 4)).Should().ThrowExactly<ArgumentNullException>().WithParameterName("present");
    }

    [Fact]
    public void Text_of_preconditions_shows_every_property()
    {
        _preconditions.ToString().Should().Be(
            "Preconditions { SettingsVersion = 3, Participant = ann, Access = Read, Revision = 4, EmojiCount = 5, Emoji = :a:, "
            + "AbsentEmoji = [\":b:\", \":c:\"] }");
    }

    private static Change Deleted => new ConversationDeleted { ConversationId = Id, At = Now };
}
