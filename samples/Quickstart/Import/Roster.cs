using Conversations;

namespace Quickstart.Import;

/// <summary>Records from the logs which users are in the channel. The last join, leave or rename of a nick decides.</summary>
/// <remarks>
/// The participants are written once, after the messages. To write each join and leave would lead to the same participants, but a
/// second import would write all of them again. And a user who is added after the messages has no unread messages.
/// </remarks>
internal sealed class Roster
{
    private readonly Dictionary<UserId, bool> _isThere = [];

    /// <summary>Gets the first user who joined or wrote, or null if there is none yet.</summary>
    internal UserId? First { get; private set; }

    /// <summary>Gets the number of joins and leaves that were refused, by reason.</summary>
    internal Tally Refused { get; } = new();

    internal void Wrote(UserId user) => First ??= user;

    internal void Joined(string nick)
    {
        if (!TryRead(nick, out var user))
            return;

        First ??= user;
        _isThere[user] = true;
    }

    internal void Left(string nick)
    {
        if (TryRead(nick, out var user))
            _isThere[user] = false;
    }

    /// <summary>
    /// Adds the users who are in the channel as participants and removes those who
    /// left. A user whose state is already right does not change.
    /// </summary>
    internal async Task CarryOutAsync(IConversations conversations, ConversationId id, CancellationToken cancellationToken)
    {
        // The last participant of a conversation cannot be removed, so the joins are written before the leaves.
        foreach (var (user, isThere) in _isThere.OrderByDescending(entry => entry.Value))
        {
            try
            {
                if (isThere)
                    await conversations.SetParticipantAsync(id, user, cancellationToken: cancellationToken);
                else
                    await conversations.RemoveParticipantAsync(id, user, cancellationToken: cancellationToken);
            }
            catch (InvalidConversationDataException error)
            {
                Refused.Add($"{error.Field} {error.Limit}");
            }
        }
    }

    private bool TryRead(string nick, out UserId user)
    {
        var isValid = UserId.TryParse(nick, out user);
        if (!isValid)
            Refused.Add("nick is not a valid user id");

        return isValid;
    }
}
