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
    private static readonly ReadOnlyDictionary<UserId, User> _nobody = new(new Dictionary<UserId, User>());

    internal IReadOnlyList<Change> Changes => Content.Changes.Changes;

    internal Message? MessageOf(Change change) => MessageOf(Content, change);

    /// <summary>Returns the ids of the users who are delivered with a change.</summary>
    internal static IEnumerable<UserId> UserIdsOf(DeliveryContent content, Change change) =>
        MessageOf(content, change)?.SenderId is { } sender ? change.Users.Append(sender) : change.Users;

    /// <summary>Returns the users who are delivered with a change, without those who are not known.</summary>
    internal IReadOnlyDictionary<UserId, User> UsersOf(Change change)
    {
        if (Users.Count == 0)
            return _nobody;

        var users = new Dictionary<UserId, User>();
        foreach (var id in UserIdsOf(Content, change))
        {
            if (Users.TryGetValue(id, out var user))
                users[id] = user;
        }

        return users;
    }

    private static Message? MessageOf(DeliveryContent content, Change change) =>
        change is MessageChange about ? content.Messages.GetValueOrDefault(about.MessageId) : null;
}
