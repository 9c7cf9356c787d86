using Conversations.Decisions;
using static Conversations.Tests.Decisions.Given;

namespace Conversations.Tests.Decisions;

public sealed class SetReactionTests
{
    private const string Heart = "\u2764";
    private const string RedHeart = "\u2764\ufe0f";

    private static readonly MessageId _id = new("m2");

    [Fact]
    public void New_emoji_is_added_if_the_message_still_has_room_for_it()
    {
        Decided.By(React(As(Bob), Bob, RedHeart), Having(new Reaction(":a:", 1, ByViewer: true))).ShouldBe(new()
        {
            Change = new ReactionAdded { ConversationId = Id, At = Now, Actor = Bob, MessageId = _id, UserId = Bob, Emoji = RedHeart },
            Preconditions = new() { Participant = Bob, Access = ParticipantAccess.Read, EmojiCount = 1, AbsentEmoji = [Heart] },
        });
    }

    [Fact]
    public void Emoji_that_is_there_is_added_in_the_spelling_that_was_sent_first()
    {
        Decided.By(React(null, Ann, RedHeart), Having(new(":a:", 1, ByViewer: true), new(Heart, 1, ByViewer: false))).ShouldBe(new()
        {
            Change = new ReactionAdded { ConversationId = Id, At = Now, MessageId = _id, UserId = Ann, Emoji = Heart },
            Preconditions = new() { Participant = Ann, Access = ParticipantAccess.ReadWrite, Emoji = Heart },
        });
    }

    [Fact]
    public void Reaction_that_is_there_is_not_added_again() =>
        Decided.By(React(As(Ann), Ann, RedHeart), Having(new Reaction(Heart, 2, ByViewer: true))).Should().BeNull();

    [Fact]
    public void Reaction_is_removed_in_the_spelling_of_the_user()
    {
        var facts = Having(new(":a:", 1, ByViewer: true), new(RedHeart, 1, ByViewer: false), new(Heart, 1, ByViewer: true));
        var removed = new ReactionRemoved { ConversationId = Id, At = Now, MessageId = _id, UserId = Bob, Emoji = Heart };

        Decided.By(Remove(null, Bob, RedHeart), facts).ShouldBe(new() { Change = removed });
        Decided.By(Remove(As(Bob), Bob, RedHeart), facts).ShouldBe(new()
        {
            Change = removed with { Actor = Bob },
            Preconditions = new() { Participant = Bob, Access = ParticipantAccess.Read },
        });
        Decided.By(React(As(Bob), Bob, RedHeart), facts).Should().BeNull();
    }

    [Fact]
    public void Reaction_that_is_not_there_is_not_removed()
    {
        var facts = Having(new(":a:", 1, ByViewer: false), new(":b:", 1, ByViewer: true));

        Decided.By(Remove(As(Ann), Ann, ":a:"), facts).Should().BeNull();
        Decided.By(Remove(null, Eve, ":c:"), facts).Should().BeNull();
    }

    [Fact]
    public void Message_takes_as_many_emoji_as_the_limit_allows()
    {
        var facts = Having(new(":a:", 1, ByViewer: false), new(":b:", 1, ByViewer: false));
        DecisionContext Most(int count) => new(Now, new() { MaxReactions = count });

        Decided.By(React(As(Ann), Ann, ":c:"), facts, Most(3)).Should().NotBeNull();
        Decided.By(React(As(Ann), Ann, ":a:"), facts, Most(2)).Should().NotBeNull();
        React(As(Ann), Ann, ":c:").Invoking(one => Decided.By(one, facts, Most(2))).Should().ThrowExactly<InvalidConversationDataException>()
            .WithMessage("reactions must be at most 2 different emoji, but would be 3.");
    }

    [Fact]
    public void System_message_loses_a_reaction_but_takes_none()
    {
        var facts = Facts.With(one => one.Message, Stored("m2", null, 2, new Reaction(":a:", 1, ByViewer: true)));

        Decided.By(Remove(null, Ann, ":a:"), facts).Should().NotBeNull();
        React(null, Ann, ":b:").Invoking(one => Decided.By(one, facts)).Should().ThrowExactly<ConversationAccessException>();
    }

    [Fact]
    public void App_removes_the_reaction_of_a_user_who_no_longer_sees_the_message_or_takes_part()
    {
        var hidden = Having(new Reaction(":a:", 1, ByViewer: true)).With(new Membership(Participant(Ann) with { VisibleFrom = 3 }));

        Decided.By(Remove(null, Ann, ":a:"), hidden).Should().NotBeNull();
        Decided.By(Remove(null, Dee, ":a:"), hidden).Should().NotBeNull();
        foreach (var command in new[] { Remove(As(Ann), Ann, ":a:"), React(null, Ann, ":b:"), React(As(Ann), Ann, ":b:") })
            command.Invoking(one => Decided.By(one, hidden)).Should().ThrowExactly<MessageNotFoundException>().Which.MessageId.Should().Be(_id);
    }

    [Fact]
    public void Conversation_must_exist_for_the_user()
    {
        var (byApp, byEve, byDee) = (React(null, Ann, ":a:"), React(As(Eve), Eve, ":a:"), Remove(As(Dee), Dee, ":a:"));

        foreach (var (command, facts) in new[] { (byApp, Nothing), (byEve, Having()), (byDee, Having()) })
            command.Invoking(one => Decided.By(one, facts)).Should().ThrowExactly<ConversationNotFoundException>();
    }

    private static ConversationFacts Having(params Reaction[] reactions) => Facts.With(one => one.Message, Stored("m2", Ann, 2, reactions));

    private static SetReaction Remove(ActingUser? actor, UserId user, string emoji) => React(actor, user, emoji).With(one => one.IsThere, false);

    private static SetReaction React(ActingUser? actor, UserId user, string emoji) =>
        new() { ConversationId = Id, Actor = actor, MessageId = _id, UserId = user, Emoji = emoji, IsThere = true };
}
