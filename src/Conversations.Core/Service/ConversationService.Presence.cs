using Conversations.Decisions;

namespace Conversations;

/// <content>Typing and presence.</content>
internal sealed partial class ConversationService
{
    private const int MaxAsked = 100;

    internal async Task SetTypingAsync(
        ActingUser? actor, ConversationId id, UserId userId, bool isTyping, CancellationToken cancellationToken)
    {
        runner.ThrowIfEnded(cancellationToken);
        var participant = await store.FindParticipantAsync(id.Required(), userId.Required(), actor?.UserId, cancellationToken).ConfigureAwait(false)
            ?? throw await AbsenceOfAsync(actor, id, userId, cancellationToken).ConfigureAwait(false);
        if (participant.Access != ParticipantAccess.ReadWrite)
            throw new ConversationAccessException(id, userId, "may read but not send");

        watches.TellTyping(id, userId, isTyping);
    }

    internal async Task<IReadOnlyDictionary<UserId, bool>> IsOnlineAsync(
        ActingUser? actor, IReadOnlyCollection<UserId> userIds, CancellationToken cancellationToken)
    {
        runner.ThrowIfEnded(cancellationToken);
        ArgumentNullException.ThrowIfNull(userIds);
        if (userIds.Count > MaxAsked)
            throw new ArgumentException($"There are {userIds.Count} users, but at most {MaxAsked} can be asked for at once.", nameof(userIds));

        var asked = userIds.Select(user => user.Required(nameof(userIds))).ToHashSet();
        var online = await watches.FindOnlineAsync(asked, cancellationToken).ConfigureAwait(false);
        if (actor is not null)
        {
            // Users with whom this one shares no conversation do not exist for this one.
            foreach (var user in online.Where(user => user != actor.UserId).ToList())
            {
                if (!await store.ShareConversationAsync(actor.UserId, user, cancellationToken).ConfigureAwait(false))
                    online.Remove(user);
            }
        }

        return asked.ToDictionary(user => user, online.Contains);
    }
}
