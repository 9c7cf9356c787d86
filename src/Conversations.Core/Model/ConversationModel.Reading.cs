namespace Conversations;

/// <content>Read positions: they change one membership, and neither a version nor the log.</content>
public sealed partial record ConversationModel
{
    /// <summary>Moves a user's read position forward, never back, and clears their mark as unread.</summary>
    /// <param name="userId">The user; one who does not take part changes nothing.</param>
    /// <param name="upTo">The sequence up to which they have read; past the last one it counts as the last.</param>
    /// <returns>The model afterwards.</returns>
    public ConversationModel MarkAsRead(UserId userId, long upTo) => WithParticipant(userId, participant => participant with
    {
        ReadUpTo = Math.Max(participant.ReadUpTo, Math.Min(upTo, LastSequence)),
        IsMarkedUnread = false,
    });

    /// <summary>Marks the conversation as unread for a user, until they next mark it as read or send to it.</summary>
    /// <param name="userId">The user; one who does not take part changes nothing.</param>
    /// <returns>The model afterwards.</returns>
    public ConversationModel MarkAsUnread(UserId userId) =>
        WithParticipant(userId, participant => participant with { IsMarkedUnread = true });

    /// <summary>Gives how far a user has read.</summary>
    /// <param name="userId">The user.</param>
    /// <returns>The state; null = the user does not take part.</returns>
    public ReadState? ReadState(UserId userId)
    {
        if (!IsSeenBy(userId))
            return null;

        var participant = Memberships[userId].Participant;
        return new(participant.ReadUpTo, Messages.Keys.Count(sequence => sequence > participant.ReadUpTo), participant.IsMarkedUnread);
    }

    /// <summary>Gives the lowest read position of all who take part.</summary>
    /// <param name="viewer">The user who must take part; null = the app reads.</param>
    /// <returns>The sequence; null = the conversation does not exist, or not for the viewer.</returns>
    public long? EveryoneReadUpTo(UserId? viewer = null) => Participants(viewer)?.Min(participant => participant.ReadUpTo);

    private ConversationModel WithParticipant(UserId userId, Func<Participant, Participant> change) => IsSeenBy(userId)
        ? this with { Memberships = Memberships.SetItem(userId, new(change(Memberships[userId].Participant))) }
        : this;
}
