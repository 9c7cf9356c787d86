using Conversations.Storage;

namespace Conversations;

/// <summary>Reads who takes part in conversations, for watches.</summary>
internal static class MemberReader
{
    /// <summary>How many users a statement gets. If there are more, it reads all participants instead, and <see cref="Select"/> leaves out the others.</summary>
    internal const int MostUsersToSend = 256;

    /// <summary>The version in the row of a conversation that has more participants or departures than there are users.</summary>
    private const int IsLarge = -1;

    /// <summary>Reads a conversation, its version, the version after which its time was moved, a user, and the version that ended the participation or null.</summary>
    internal static WatchingMember Read(ref RowReader row) =>
        new(row.NextConversation(), row.NextInt64(), row.NextInt64(), row.NextUser(), row.NextInt64OrNull());

    /// <summary>Selects the users who are wanted, and the ranges of large conversations, in which the users must be looked up.</summary>
    internal static (List<WatchingMember> Members, List<DeliveryRange> Large) Select(
        List<WatchingMember> listed, IReadOnlyList<DeliveryRange> ranges, IReadOnlyCollection<UserId> users)
    {
        var wanted = users as IReadOnlySet<UserId> ?? users.ToHashSet();
        var large = listed.Where(member => member.Version == IsLarge).Select(member => member.ConversationId).ToHashSet();
        return (
            [.. listed.Where(member => wanted.Contains(member.UserId) && !large.Contains(member.ConversationId))],
            [.. ranges.Where(range => large.Contains(range.ConversationId))]);
    }
}
