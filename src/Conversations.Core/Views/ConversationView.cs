using System.Text;
using System.Text.Json.Serialization;
using Conversations.Storage;

namespace Conversations;

/// <summary>
/// Contains what a list or a header of conversations displays, so that all hosts display the same. It is a pure function of what
/// was read.
/// </summary>
public sealed record ConversationView
{
    private static readonly Dictionary<UserId, User> _nobody = [];

    /// <summary>
    /// Gets the visible text of the subject. If there is no subject, the names of the first three other participants ("… and 4
    /// more"); if there are no others, the name of the viewer.
    /// </summary>
    /// <remarks>
    /// Where names are joined, a name with letters of a script from right to left stands between U+2068 and U+2069, so that it does
    /// not turn the rest of the title around. A name with controls of direction (such as U+202E) always does. Other names are as the
    /// users wrote them.
    /// </remarks>
    [JsonPropertyName("title")]
    public required string Title { get; init; }

    /// <summary>Gets the title as a tree, with the links of the subject, or null if the view was read from JSON.</summary>
    [JsonIgnore]
    public MarkupDocument? TitleMarkup { get; init; }

    /// <summary>
    /// Gets the photo of the conversation. If it has none and exactly two users take part, the photo of the other user. Null if
    /// there is none, in which case a placeholder is displayed.
    /// </summary>
    [JsonPropertyName("photoUrl")]
    public string? PhotoUrl { get; init; }

    /// <summary>Gets whether messages are displayed with the names of their senders. This is so in groups only.</summary>
    [JsonPropertyName("showsSenderNames")]
    public bool ShowsSenderNames { get; init; }

    /// <summary>
    /// Gets the name of the sender of the last message, who can be the viewer. Null if the conversation is not a group, if the last
    /// message is a system message, or if there is no message. A name with letters of a script from right to left, or with controls
    /// of direction, stands between U+2068 and U+2069, because it is displayed beside the text of the message.
    /// </summary>
    [JsonPropertyName("lastSenderName")]
    public string? LastSenderName { get; init; }

    /// <summary>
    /// Gets the messages that are displayed before the first real one. First come the welcome messages of the conversation, as
    /// messages of the app. If exactly two users take part and there are no messages, the welcome message of the other user
    /// follows, as a message of that user.
    /// </summary>
    [JsonPropertyName("openingMessages")]
    public IReadOnlyList<OpeningMessage> OpeningMessages { get; init; } = [];

    /// <summary>Creates the view of a conversation for one of its participants.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="viewer">The participant for whom the conversation is displayed.</param>
    /// <param name="firstOthers">
    /// The other participants, ordered by the time at which they joined, then by id. The first three are enough.
    /// </param>
    /// <param name="users">
    /// The known users, or null if none is known. For any other user, the id is displayed instead of the name.
    /// </param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException">
    /// <paramref name="conversation"/> or <paramref name="firstOthers"/> is null.
    /// </exception>
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
        var subject = conversation.Subject is { } given && Visibility.HasVisible(Markup.ToPlainText(given, MarkupOptions.ForApp)) ? given : null;
        var title = subject ?? TitleOf(conversation.ParticipantCount, viewer, firstOthers, users);
        return new()
        {
            // Only a subject is markup; the names of users are not.
            Title = subject is null ? title : Markup.ToPlainText(title, MarkupOptions.ForApp),
            TitleMarkup = subject is null ? MarkupDocument.OfText(title) : Markup.Parse(title, MarkupOptions.ForApp),
            PhotoUrl = conversation.PhotoUrl ?? other?.PhotoUrl,
            ShowsSenderNames = conversation.IsGroup,
            LastSenderName = NamedSenderOf(conversation) is { } sender ? Isolation.OfJoined(NameOf(sender, users)) : null,
            OpeningMessages =
            [
                .. conversation.WelcomeMessages.Select(text => new OpeningMessage(null, text)),
                .. other?.WelcomeMessage is { } welcome && conversation.MessageCount == 0 ? [new OpeningMessage(other.Id, welcome)] : (OpeningMessage[])[],
            ],
        };
    }

    /// <summary>Compares two views by value. <see cref="TitleMarkup"/> is not compared.</summary>
    /// <param name="other">The view to compare with.</param>
    /// <returns>True if all values are equal; otherwise false.</returns>
    public bool Equals(ConversationView? other) =>
        other is not null
        && Title == other.Title
        && PhotoUrl == other.PhotoUrl
        && ShowsSenderNames == other.ShowsSenderNames
        && LastSenderName == other.LastSenderName
        && OpeningMessages.SequenceEqual(other.OpeningMessages);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Title, PhotoUrl, ShowsSenderNames, LastSenderName);

    private bool PrintMembers(StringBuilder builder) => Printed.Members(
        builder,
        "Title = {0}, PhotoUrl = {1}, ShowsSenderNames = {2}, LastSenderName = {3}, OpeningMessages = {4}",
        Title, PhotoUrl, ShowsSenderNames, LastSenderName, Printed.List(OpeningMessages));

    /// <summary>Returns the user whose name is displayed beside the last message, or null if there is none.</summary>
    internal static UserId? NamedSenderOf(Conversation conversation) => conversation.IsGroup ? conversation.LastMessage?.SenderId : null;

    private static string TitleOf(
        int participants, UserId viewer, IReadOnlyList<UserId> others, IReadOnlyDictionary<UserId, User> users)
    {
        if (others.Count == 0)
            return Isolation.OfAlone(NameOf(viewer, users));

        var named = others.Take(StoredInboxEntry.OtherCount).Select(other => NameOf(other, users)).ToList();
        var more = participants - 1 - named.Count;
        if (named.Count == 1 && more <= 0)
            return Isolation.OfAlone(named[0]);

        var names = string.Join(", ", named.Select(Isolation.OfJoined));
        return more > 0 ? $"{names} and {more} more" : names;
    }

    private static string NameOf(UserId userId, IReadOnlyDictionary<UserId, User> users) =>
        users.TryGetValue(userId, out var user) ? user.Name : userId.Value;
}
