using Conversations.Storage;

namespace Conversations;

/// <summary>What any list or header of conversations draws, so that all hosts draw it alike. A pure function of what was read.</summary>
public sealed record ConversationView
{
    /// <summary>Gets the subject, else the names of the first three others ("… and 4 more"), else the viewer's own name.</summary>
    public required string Title { get; init; }

    /// <summary>Gets the conversation's photo; null = none.</summary>
    public string? PhotoUrl { get; init; }

    /// <summary>Gets whether messages are drawn with their senders' names: only in a group.</summary>
    public bool ShowsSenderNames { get; init; }

    /// <summary>Draws a conversation for one of its participants.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="viewer">The participant who looks at it.</param>
    /// <param name="firstOthers">Who else takes part, by when they joined; the first three are enough.</param>
    /// <returns>What to draw.</returns>
    public static ConversationView Of(Conversation conversation, UserId viewer, IReadOnlyList<UserId> firstOthers)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        ArgumentNullException.ThrowIfNull(firstOthers);
        return new()
        {
            Title = conversation.Subject ?? TitleOf(conversation.ParticipantCount, viewer, [.. firstOthers.Take(StoredInboxEntry.OtherCount)]),
            PhotoUrl = conversation.PhotoUrl,
            ShowsSenderNames = conversation.IsGroup,
        };
    }

    private static string TitleOf(int participants, UserId viewer, UserId[] others)
    {
        if (others.Length == 0)
            return viewer.Value;

        var names = string.Join(", ", others);
        var more = participants - 1 - others.Length;
        return more > 0 ? $"{names} and {more} more" : names;
    }
}
