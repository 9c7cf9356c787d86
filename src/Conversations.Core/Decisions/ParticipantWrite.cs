namespace Conversations.Decisions;

/// <summary>A participant row to write.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Access">What the user may do from now on.</param>
/// <param name="Notify">The missed messages of which the user wants to be notified from now on.</param>
/// <param name="Joins">
/// Whether the user joins with this commit: the user then joins at the time of the commit, after the last message, and has nothing unread.
/// Otherwise only the access and the notification setting of the user's row change.
/// </param>
public sealed record ParticipantWrite(UserId UserId, ParticipantAccess Access, NotifySetting Notify, bool Joins)
{
    /// <summary>
    /// Gets from which message on the user sees the conversation, or null to leave it as it is. For a user who joins, null means from
    /// the first message on.
    /// </summary>
    public HistoryStart? History { get; init; }

    /// <summary>Tells whether the write changes only the notification setting of a user who takes part.</summary>
    internal bool IsNotifyOnly(ConversationFacts facts) =>
        !Joins && History is null && facts.Memberships.TryGetValue(UserId, out var membership) && membership.Participant.Access == Access;

    /// <summary>Returns the participant after the write. Rule 8 of the store's <c>CommitAsync</c> is in it.</summary>
    /// <param name="present">The participant as stored now. It is ignored if the user joins, and must not be null otherwise.</param>
    /// <param name="at">The time of the change.</param>
    /// <param name="lastSequence">The last sequence of the conversation.</param>
    /// <returns>The participant.</returns>
    /// <exception cref="ArgumentNullException">The user does not join, and the present participant is null.</exception>
    public Participant ApplyTo(Participant? present, DateTimeOffset at, long lastSequence)
    {
        var from = History?.Resolve(lastSequence);
        if (Joins)
        {
            return new()
            {
                UserId = UserId,
                Access = Access,
                Notify = Notify,
                JoinedAt = at,
                JoinedAfter = lastSequence,
                ReadUpTo = lastSequence,
                VisibleFrom = from ?? 1,
            };
        }

        ArgumentNullException.ThrowIfNull(present);
        return present with { Access = Access, Notify = Notify, VisibleFrom = from ?? present.VisibleFrom };
    }
}
