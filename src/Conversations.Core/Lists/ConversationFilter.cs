using System.Globalization;
using Conversations.Storage;

namespace Conversations;

/// <summary>Represents one condition on the conversations in a list. Text is compared ordinally, in every store.</summary>
public abstract class ConversationFilter
{
    private protected ConversationFilter()
    {
    }

    /// <summary>
    /// Gets whether the condition depends on the user whose inbox is listed. Such a condition has no meaning if the app lists all
    /// conversations.
    /// </summary>
    internal virtual bool NeedsUser => false;

    /// <summary>Gets a text that is different for different conditions. It ties a cursor to its list.</summary>
    internal abstract string CursorKey { get; }

    /// <summary>
    /// Creates a condition that holds if the conversation is unread for the user, or if it is read. It can filter inboxes only.
    /// </summary>
    /// <param name="isUnread">True for unread conversations; false for read ones.</param>
    /// <returns>The condition.</returns>
    public static ConversationFilter Unread(bool isUnread = true) =>
        new EntryFilter($"unread:{isUnread}", entry => entry.IsUnread == isUnread);

    /// <summary>Creates a condition that holds if the user has the given access. It can filter inboxes only.</summary>
    /// <param name="access">The access.</param>
    /// <returns>The condition.</returns>
    public static ConversationFilter Access(ParticipantAccess access) =>
        new EntryFilter($"access:{access}", entry => entry.Participant.Access == access);

    /// <summary>Creates a condition that holds if the subject matches.</summary>
    /// <param name="match">What the subject must be.</param>
    /// <returns>The condition.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="match"/> is null.</exception>
    public static ConversationFilter Subject(ValueMatch match)
    {
        ArgumentNullException.ThrowIfNull(match);
        return new PlainFilter($"subject:{match.CursorKey}", conversation => match.Holds(conversation.Subject));
    }

    /// <summary>Creates a condition that holds if the value of a key of the custom data matches.</summary>
    /// <param name="key">The key. It is used literally: dots and brackets in it have no meaning.</param>
    /// <param name="match">What the value must be.</param>
    /// <returns>The condition.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> or <paramref name="match"/> is null.</exception>
    public static ConversationFilter Custom(string key, ValueMatch match)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(match);
        return new PlainFilter(
            $"custom:{key.Length}:{key}:{match.CursorKey}",
            conversation => match.Holds(conversation.Custom.TryGetValue(key, out var value) ? value : null));
    }

    /// <summary>
    /// Creates a condition that holds if the conversation has messages, or if it has none. Conversations without messages are
    /// listed only with <see cref="ConversationQuery.IncludeEmpty"/>.
    /// </summary>
    /// <param name="hasMessages">True for conversations with messages; false for those without.</param>
    /// <returns>The condition.</returns>
    public static ConversationFilter HasMessages(bool hasMessages = true) =>
        new PlainFilter($"messages:{hasMessages}", conversation => conversation.MessageCount > 0 == hasMessages);

    /// <summary>
    /// Creates a condition that holds if <see cref="Conversation.LastActivityAt"/> is in a range. It does not hold if the
    /// conversation never had a message.
    /// </summary>
    /// <param name="from">The start of the range, inclusive, or null if it has none.</param>
    /// <param name="to">The end of the range, exclusive, or null if it has none.</param>
    /// <returns>The condition.</returns>
    public static ConversationFilter LastActivity(DateTimeOffset? from = null, DateTimeOffset? to = null) =>
        new PlainFilter($"activity:{Span(from, to)}", conversation => Within(conversation.LastActivityAt, from, to));

    /// <summary>Creates a condition that holds if the conversation was created in a range of time.</summary>
    /// <param name="from">The start of the range, inclusive, or null if it has none.</param>
    /// <param name="to">The end of the range, exclusive, or null if it has none.</param>
    /// <returns>The condition.</returns>
    public static ConversationFilter Created(DateTimeOffset? from = null, DateTimeOffset? to = null) =>
        new PlainFilter($"created:{Span(from, to)}", conversation => Within(conversation.CreatedAt, from, to));

    /// <summary>Creates a condition that holds if the user joined in a range of time. It can filter inboxes only.</summary>
    /// <param name="from">The start of the range, inclusive, or null if it has none.</param>
    /// <param name="to">The end of the range, exclusive, or null if it has none.</param>
    /// <returns>The condition.</returns>
    public static ConversationFilter Joined(DateTimeOffset? from = null, DateTimeOffset? to = null) =>
        new EntryFilter($"joined:{Span(from, to)}", entry => Within(entry.Participant.JoinedAt, from, to));

    /// <summary>Creates a condition that holds if at least one of the given conditions holds.</summary>
    /// <param name="filters">The conditions. Without any, the condition never holds.</param>
    /// <returns>The condition.</returns>
    /// <exception cref="ArgumentException"><paramref name="filters"/> or one of the conditions is null.</exception>
    public static ConversationFilter Any(params IReadOnlyList<ConversationFilter> filters) => new AnyFilter(filters);

    /// <summary>Returns whether the condition holds.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="entry">The conversation in the inbox of the user, or null if the app lists all conversations.</param>
    internal abstract bool Holds(Conversation conversation, StoredInboxEntry? entry);

    private static bool Within(DateTimeOffset? time, DateTimeOffset? from, DateTimeOffset? to) =>
        time is { } at && !(at < from) && !(at >= to);

    private static string Span(DateTimeOffset? from, DateTimeOffset? to) =>
        string.Create(CultureInfo.InvariantCulture, $"{from?.UtcTicks}-{to?.UtcTicks}");
}
