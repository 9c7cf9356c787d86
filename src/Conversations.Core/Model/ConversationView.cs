using System.Text.Json.Serialization;
using Conversations.Storage;

namespace Conversations;

/// <summary>What any list or header of conversations draws, so that all hosts draw it alike. A pure function of what was read.</summary>
public sealed record ConversationView
{
    private static readonly Dictionary<UserId, User> _nobody = [];

    /// <summary>
    /// Gets the plain text of the subject, else the names of the first three others ("… and 4 more"), else the viewer's own name.
    /// </summary>
    public required string Title { get; init; }

    /// <summary>Gets the title as a tree, with the links of the subject; null where a view was read from JSON.</summary>
    [JsonIgnore]
    public MarkupDocument? TitleMarkup { get; init; }

    /// <summary>Gets the conversation's photo, else in a 1-on-1 the other user's; null = none, so draw a placeholder.</summary>
    public string? PhotoUrl { get; init; }

    /// <summary>Gets whether messages are drawn with their senders' names: only in a group.</summary>
    public bool ShowsSenderNames { get; init; }

    /// <summary>
    /// Gets the name of who sent the last message, the viewer included; null in a 1-on-1, for a system message and where there is none.
    /// </summary>
    public string? LastSenderName { get; init; }

    /// <summary>
    /// Gets the messages drawn before the first real one: those of the conversation, as the app's; then, in a 1-on-1 that has no messages,
    /// the other user's own, as theirs.
    /// </summary>
    public IReadOnlyList<OpeningMessage> OpeningMessages { get; init; } = [];

    /// <summary>Draws a conversation for one of its participants.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="viewer">The participant who looks at it.</param>
    /// <param name="firstOthers">Who else takes part, by when they joined, then by id; the first three are enough.</param>
    /// <param name="users">The users who are known; of anybody else the id stands for the name. Null = nobody is known.</param>
    /// <returns>What to draw.</returns>
    public static ConversationView Of(
        Conversation conversation,
        UserId viewer,
        IReadOnlyList<UserId> firstOthers,
        IReadOnlyDictionary<UserId, User>? users = null)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        ArgumentNullException.ThrowIfNull(firstOthers);
        users ??= _nobody;
        var other = conversation.ParticipantCount == 2 && firstOthers.Count > 0 ? users.GetValueOrDefault(firstOthers[0]) : null;
        var title = conversation.Subject ?? TitleOf(conversation.ParticipantCount, viewer, firstOthers, users);
        return new()
        {
            // Names are no markup: only a subject is read as such.
            Title = conversation.Subject is null ? title : Markup.ToPlainText(title, MarkupOptions.ForApp),
            TitleMarkup = conversation.Subject is null ? MarkupDocument.OfText(title) : Markup.Parse(title, MarkupOptions.ForApp),
            PhotoUrl = conversation.PhotoUrl ?? other?.PhotoUrl,
            ShowsSenderNames = conversation.IsGroup,
            LastSenderName = NamedSenderOf(conversation) is { } sender ? NameOf(sender, users) : null,
            OpeningMessages =
            [
                .. conversation.WelcomeMessages.Select(text => new OpeningMessage(null, text)),
                .. other?.WelcomeMessage is { } welcome && conversation.MessageCount == 0 ? [new OpeningMessage(other.Id, welcome)] : (OpeningMessage[])[],
            ],
        };
    }

    /// <summary>Compares by value.</summary>
    /// <param name="other">The view to compare with.</param>
    /// <returns>Whether nothing differs.</returns>
    public bool Equals(ConversationView? other) =>
        other is not null
        && Title == other.Title
        && PhotoUrl == other.PhotoUrl
        && ShowsSenderNames == other.ShowsSenderNames
        && LastSenderName == other.LastSenderName
        && OpeningMessages.SequenceEqual(other.OpeningMessages);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Title, PhotoUrl, ShowsSenderNames, LastSenderName);

    /// <summary>Gives the sender whom a view names beside the last message; null = none.</summary>
    internal static UserId? NamedSenderOf(Conversation conversation) => conversation.IsGroup ? conversation.LastMessage?.SenderId : null;

    private static string TitleOf(
        int participants, UserId viewer, IReadOnlyList<UserId> others, IReadOnlyDictionary<UserId, User> users)
    {
        if (others.Count == 0)
            return NameOf(viewer, users);

        var named = others.Take(StoredInboxEntry.OtherCount).Select(other => NameOf(other, users)).ToList();
        var names = string.Join(", ", named);
        var more = participants - 1 - named.Count;
        return more > 0 ? $"{names} and {more} more" : names;
    }

    private static string NameOf(UserId userId, IReadOnlyDictionary<UserId, User> users) =>
        users.TryGetValue(userId, out var user) ? user.Name : userId.Value;
}
