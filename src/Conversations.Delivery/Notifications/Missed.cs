namespace Conversations;

/// <summary>Which messages a participant has missed.</summary>
internal static class Missed
{
    /// <summary>Tells whether a message is from another user, and was not imported.</summary>
    internal static bool Is(Message message, Participant recipient) =>
        message.SenderId is { } sender && sender != recipient.UserId && message.Origin != MessageOrigin.Import && message.Sequence > UnreadAfter(recipient);

    /// <summary>Tells whether a message mentions a user.</summary>
    internal static bool Mentions(Message message, UserId userId) => Markup.Mentions(message.Text, message.MarkupOptions).Contains(userId);

    internal static long UnreadAfter(Participant recipient) => Math.Max(recipient.ReadUpTo, recipient.VisibleFrom - 1);
}
