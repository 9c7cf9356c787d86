using System.Globalization;
using Conversations.Storage;

namespace Conversations;

/// <summary>One condition on a conversation in a list. Compared ordinally, the same in every store.</summary>
public abstract class ConversationFilter
{
    private protected ConversationFilter()
    {
    }

    /// <summary>Gets whether it asks about the user whose list it is, and so makes no sense where the app lists all conversations.</summary>
    internal virtual bool NeedsUser => false;

    /// <summary>Gets a text that differs where the condition differs; it ties a cursor to the list that it is of.</summary>
    internal abstract string Text { get; }

    /// <summary>Holds for conversations that are unread for the user, or for those that are not.</summary>
    /// <param name="isUnread">Which.</param>
    /// <returns>The condition.</returns>
    public static ConversationFilter Unread(bool isUnread = true) =>
        new EntryFilter($"unread:{isUnread}", entry => entry.IsUnread == isUnread);

    /// <summary>Holds where the user has this access.</summary>
    /// <param name="access">The access.</param>
    /// <returns>The condition.</returns>
    public static ConversationFilter Access(ParticipantAccess access) =>
        new EntryFilter($"access:{access}", entry => entry.Participant.Access == access);

    /// <summary>Holds where the subject matches.</summary>
    /// <param name="match">What it must be.</param>
    /// <returns>The condition.</returns>
    public static ConversationFilter Subject(ValueMatch match)
    {
        ArgumentNullException.ThrowIfNull(match);
        return new PlainFilter($"subject:{match.Text}", conversation => match.Holds(conversation.Subject));
    }

    /// <summary>Holds where the value of a key of the custom data matches.</summary>
    /// <param name="key">The key, taken as it is: a dot or a bracket in it means nothing.</param>
    /// <param name="match">What the value must be.</param>
    /// <returns>The condition.</returns>
    public static ConversationFilter Custom(string key, ValueMatch match)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(match);
        return new PlainFilter(
            $"custom:{key.Length}:{key}:{match.Text}",
            conversation => match.Holds(conversation.Custom.TryGetValue(key, out var value) ? value : null));
    }

    /// <summary>Holds where the conversation has messages, or where it has none (which takes <see cref="ConversationQuery.IncludeEmpty"/>).</summary>
    /// <param name="hasMessages">Which.</param>
    /// <returns>The condition.</returns>
    public static ConversationFilter HasMessages(bool hasMessages = true) =>
        new PlainFilter($"messages:{hasMessages}", conversation => conversation.MessageCount > 0 == hasMessages);

    /// <summary>Holds where the greatest time of a message ever stored lies in a span; not where there never was a message.</summary>
    /// <param name="from">The beginning, inclusive; null = open.</param>
    /// <param name="to">The end, exclusive; null = open.</param>
    /// <returns>The condition.</returns>
    public static ConversationFilter LastActivity(DateTimeOffset? from = null, DateTimeOffset? to = null) =>
        new PlainFilter($"activity:{Span(from, to)}", conversation => Within(conversation.LastActivityAt, from, to));

    /// <summary>Holds where the conversation was created in a span.</summary>
    /// <param name="from">The beginning, inclusive; null = open.</param>
    /// <param name="to">The end, exclusive; null = open.</param>
    /// <returns>The condition.</returns>
    public static ConversationFilter Created(DateTimeOffset? from = null, DateTimeOffset? to = null) =>
        new PlainFilter($"created:{Span(from, to)}", conversation => Within(conversation.CreatedAt, from, to));

    /// <summary>Holds where the user joined in a span.</summary>
    /// <param name="from">The beginning, inclusive; null = open.</param>
    /// <param name="to">The end, exclusive; null = open.</param>
    /// <returns>The condition.</returns>
    public static ConversationFilter Joined(DateTimeOffset? from = null, DateTimeOffset? to = null) =>
        new EntryFilter($"joined:{Span(from, to)}", entry => Within(entry.Participant.JoinedAt, from, to));

    /// <summary>Holds where at least one of these holds.</summary>
    /// <param name="filters">The conditions; none = never holds.</param>
    /// <returns>The condition.</returns>
    public static ConversationFilter Any(params IReadOnlyList<ConversationFilter> filters) => new AnyFilter(filters);

    /// <summary>Tells whether the condition holds.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="entry">The user's entry for it; null where the app lists all conversations.</param>
    internal abstract bool Holds(Conversation conversation, StoredInboxEntry? entry);

    private static bool Within(DateTimeOffset? time, DateTimeOffset? from, DateTimeOffset? to) =>
        time is { } at && !(at < from) && !(at >= to);

    private static string Span(DateTimeOffset? from, DateTimeOffset? to) =>
        string.Create(CultureInfo.InvariantCulture, $"{from?.UtcTicks}-{to?.UtcTicks}");
}
