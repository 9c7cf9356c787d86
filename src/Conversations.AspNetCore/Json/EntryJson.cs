using System.Text.Json.Serialization;

namespace Conversations.Json;

/// <summary>A conversation with what a list of conversations, or the head of one, draws for a user.</summary>
internal sealed class EntryJson
{
    public required ConversationJson Conversation { get; init; }

    public required ViewJson View { get; init; }

    public required long UnreadCount { get; init; }

    public required bool IsUnread { get; init; }

    public required long ReadUpTo { get; init; }

    public required long ActiveAt { get; init; }

    public required ParticipantAccess Access { get; init; }

    [JsonConverter(typeof(NotifyConverter))]
    public required NotifySetting? Notify { get; init; }

    internal static EntryJson Of(InboxEntry entry) => new()
    {
        Conversation = ConversationJson.OfUser(entry.Conversation),
        View = ViewJson.Of(entry.View),
        UnreadCount = entry.UnreadCount,
        IsUnread = entry.IsUnread,
        ReadUpTo = entry.Participant.ReadUpTo,
        ActiveAt = UnixTime.Of(entry.ActiveAt),
        Access = entry.Access,
        Notify = entry.Notify,
    };
}

/// <summary>How a conversation looks to a user.</summary>
internal sealed class ViewJson
{
    public required string Title { get; init; }

    public required IReadOnlyList<MarkupNode> TitleMarkup { get; init; }

    public string? PhotoUrl { get; init; }

    public required bool ShowsSenderNames { get; init; }

    public string? LastSenderName { get; init; }

    public required IReadOnlyList<OpeningMessageJson> OpeningMessages { get; init; }

    internal static ViewJson Of(ConversationView view) => new()
    {
        Title = view.Title,
        TitleMarkup = (view.TitleMarkup ?? Markup.Parse(view.Title)).Nodes,
        PhotoUrl = view.PhotoUrl,
        ShowsSenderNames = view.ShowsSenderNames,
        LastSenderName = view.LastSenderName,
        OpeningMessages = [.. view.OpeningMessages.Select(OpeningMessageJson.Of)],
    };
}

/// <summary>A welcome message, which is drawn but not stored.</summary>
internal sealed class OpeningMessageJson
{
    public string? SenderId { get; init; }

    public required string Text { get; init; }

    public required IReadOnlyList<MarkupNode> Markup { get; init; }

    internal static OpeningMessageJson Of(OpeningMessage message) => new()
    {
        SenderId = message.SenderId?.Value,
        Text = message.Text,

        // The app wrote welcome messages of conversations; those of users may not hide where a link goes.
        Markup = global::Conversations.Markup.Parse(message.Text, message.SenderId is null ? MarkupOptions.ForApp : MarkupOptions.ForUser).Nodes,
    };
}
