using Conversations.Tests.Json;

namespace Conversations.Tests.Model;

public sealed class ChangeTests
{
    private static readonly Dictionary<Type, string[]> _named = new()
    {
        [typeof(ConversationCreated)] = ["Bob", "AnnB"],
        [typeof(ConversationUpdated)] = ["AnnB"],
        [typeof(ConversationDeleted)] = [],
        [typeof(ParticipantAdded)] = ["Bob"],
        [typeof(ParticipantUpdated)] = ["Bob"],
        [typeof(ParticipantRemoved)] = ["Bob"],
        [typeof(MessageSent)] = [],
        [typeof(MessageEdited)] = [],
        [typeof(MessageDeleted)] = [],
        [typeof(ReactionAdded)] = ["Bob"],
        [typeof(ReactionRemoved)] = ["Bob"],
        [typeof(NotificationTriggered)] = ["Bob"],
    };

    [Fact]
    public void Users_are_the_actor_and_those_whom_the_change_is_about_each_once()
    {
        foreach (var change in Samples.Changes)
        {
            var named = _named[change.GetType()].Select(user => new UserId(user)).ToList();
            (change with { Actor = null }).Users.Should().Equal(named);
            (change with { Actor = new("Zoe") }).Users.Should().Equal([new("Zoe"), .. named]);
            (change with { Actor = new("Bob") }).Users.Should().Equal([new("Bob"), .. named.Where(user => user != new UserId("Bob"))]);
        }
    }

    [Fact]
    public void Every_kind_of_change_is_tested() => typeof(Change).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(Change)) && !type.IsAbstract)
        .Should().BeEquivalentTo(Samples.Changes.Select(change => change.GetType()).Distinct());

    [Fact]
    public void Change_names_exactly_its_users()
    {
        foreach (var change in Samples.Changes.Concat(Samples.Changes.Select(one => one with { Actor = new("Zoe") })))
        {
            foreach (var user in new UserId[] { new("Bob"), new("AnnB"), new("Zoe"), new("other") })
                change.Names(user).Should().Be(change.Users.Contains(user));
        }
    }

    [Fact]
    public void Replaced_user_is_no_longer_named()
    {
        foreach (var change in Samples.Changes.Select(one => one with { Actor = new("Bob") }))
            change.Replace(new("Bob"), new("erased")).Users.Should().Equal(change.Users.Select(user => user == new UserId("Bob") ? new("erased") : user));
    }
}
