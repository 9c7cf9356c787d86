using Conversations;

namespace Quickstart.Import;

/// <summary>Keeps who is there by what the logs say: the last word on each nick counts.</summary>
/// <remarks>
/// It is carried out once, after the messages. To play every coming and going would leave the same participants, but an import that
/// is run again would play them all again; and whoever joins after the messages has none unread.
/// </remarks>
internal sealed class Roster
{
    private readonly Dictionary<UserId, bool> _isThere = [];

    /// <summary>Gets who was the first to join or to write; null = nobody yet.</summary>
    internal UserId? First { get; private set; }

    /// <summary>Gets the joins and leaves that were refused, by reason.</summary>
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

    /// <summary>Adds and removes participants; those who are there, or not, already are left as they are.</summary>
    internal async Task CarryOutAsync(IConversations conversations, ConversationId id, CancellationToken cancellationToken)
    {
        // Joins first: the last participant of a conversation cannot be removed.
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
            Refused.Add("nick is no user id");

        return isValid;
    }
}
