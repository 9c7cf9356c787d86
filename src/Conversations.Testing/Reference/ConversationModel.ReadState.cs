namespace Conversations.Decisions;

/// <content>Read positions. They change one membership, but no version and not the log.</content>
public sealed partial record ConversationModel
{
    /// <summary>Moves a user's read position forward, never back, and clears the user's mark as unread.</summary>
    /// <param name="userId">The user. If the user does not take part, nothing changes.</param>
    /// <param name="upTo">The sequence up to which the user has read. A sequence after the last one counts as the last.</param>
    /// <returns>The model afterwards.</returns>
    public ConversationModel MarkAsRead(UserId userId, long upTo) => WithParticipant(userId, participant => participant with
    {
        ReadUpTo = Math.Max(participant.ReadUpTo, Math.Min(upTo, LastSequence)),
        IsMarkedUnread = false,
    });

    /// <summary>Marks the conversation as unread for a user, until the user marks it as read or sends to it.</summary>
    /// <param name="userId">The user. If the user does not take part, nothing changes.</param>
    /// <returns>The model afterwards.</returns>
    public ConversationModel MarkAsUnread(UserId userId) =>
        WithParticipant(userId, participant => participant with { IsMarkedUnread = true });

    /// <summary>Returns how far a user has read.</summary>
    /// <param name="userId">The user.</param>
    /// <returns>The state, or null if the user does not take part.</returns>
    public ReadState? ReadState(UserId userId)
    {
        if (!IsSeenBy(userId))
            return null;

        var participant = Memberships[userId].Participant;
        return new(participant.ReadUpTo, VisibleTo(userId).Count(message => message.Sequence > participant.ReadUpTo), participant.IsMarkedUnread);
    }

    /// <summary>Returns the lowest read position of all participants.</summary>
    /// <param name="viewer">The user who must take part, or null if the app reads.</param>
    /// <returns>The sequence, or null if the conversation does not exist or the viewer does not take part.</returns>
    public long? EveryoneReadUpTo(UserId? viewer = null) => Participants(viewer)?.Min(participant => participant.ReadUpTo);

    private ConversationModel WithParticipant(UserId userId, Func<Participant, Participant> change) => IsSeenBy(userId)
        ? this with { Memberships = Memberships.SetItem(userId, new(change(Memberships[userId].Participant))) }
        : this;
}
