using System.Collections.ObjectModel;
using Conversations.Storage;

namespace Conversations;

/// <summary>Changes of a lane that were read for its next turn, with the content that they are delivered with.</summary>
/// <param name="Content">The changes, the conversation and the messages.</param>
/// <param name="Users">The users whom the changes name, and others who were read together with them.</param>
/// <param name="Limit">The greatest number of changes that were asked for.</param>
/// <param name="At">When they were read, as a timestamp of the clock.</param>
internal sealed record LoadedChanges(DeliveryContent Content, IReadOnlyDictionary<UserId, User> Users, int Limit, long At)
{
    internal IReadOnlyList<Change> Changes => Content.Changes.Changes;

    /// <summary>Returns the ids of the users who are delivered with a change.</summary>
    internal static IEnumerable<UserId> UserIdsOf(DeliveryContent content, Change change) =>
        content.FindMessage(change)?.SenderId is { } sender ? change.Users.Append(sender) : change.Users;

    /// <summary>Returns the users who are delivered with a change, without those who are not known.</summary>
    internal IReadOnlyDictionary<UserId, User> UsersOf(Change change)
    {
        if (Users.Count == 0)
            return ReadOnlyDictionary<UserId, User>.Empty;

        var users = new Dictionary<UserId, User>();
        foreach (var id in UserIdsOf(Content, change))
        {
            if (Users.TryGetValue(id, out var user))
                users[id] = user;
        }

        return users;
    }

    /// <summary>Returns a change as a handler gets it.</summary>
    /// <param name="handler">The name of the handler.</param>
    /// <param name="change">One of the changes.</param>
    /// <param name="attempt">The number of this attempt; the first is 1.</param>
    internal Delivery DeliveryOf(string handler, Change change, int attempt) => new(handler, change, attempt)
    {
        Conversation = Content.Conversation,
        Message = Content.FindMessage(change),
        Users = UsersOf(change),
    };
}
