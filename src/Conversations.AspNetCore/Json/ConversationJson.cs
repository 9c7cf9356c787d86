using System.Text.Json.Serialization;

namespace Conversations.Json;

/// <summary>A conversation in the shape of TalkJS, with what this library knows besides.</summary>
internal sealed class ConversationJson
{
    public required string Id { get; init; }

    public string? Subject { get; init; }

    public string? PhotoUrl { get; init; }

    public required IReadOnlyList<string> WelcomeMessages { get; init; }

    public required CustomData Custom { get; init; }

    public required long CreatedAt { get; init; }

    public MessageJson? LastMessage { get; init; }

    /// <summary>The participants by id, on the server side: all in a single conversation, the first hundred in a list.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, ParticipantJson>? Participants { get; init; }

    public required int ParticipantCount { get; init; }

    public required long MessageCount { get; init; }

    public required long LastSequence { get; init; }

    public required long Version { get; init; }

    public required long SettingsVersion { get; init; }

    /// <summary>The number of messages that the user has not read, in the conversations of a user.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? UnreadMessageCount { get; init; }

    /// <summary>Whether it is unread for the user, in the conversations of a user.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsUnread { get; init; }

    /// <summary>Returns a conversation as the app sees it.</summary>
    internal static ConversationJson OfApp(Conversation conversation, IEnumerable<Participant> participants, InboxEntry? entry = null) => Of(
        conversation,
        MessageJson.OfApp,
        participants.DistinctBy(one => one.UserId).ToDictionary(one => one.UserId.Value, one => ParticipantJson.Of(one, conversation.LastMessage)),
        entry);

    /// <summary>Returns a conversation with what a screen draws.</summary>
    internal static ConversationJson OfUser(Conversation conversation) => Of(conversation, MessageJson.OfUser, participants: null, entry: null);

    private static ConversationJson Of(
        Conversation conversation, Func<Message, MessageJson> draw, IReadOnlyDictionary<string, ParticipantJson>? participants, InboxEntry? entry) => new()
    {
        Id = conversation.Id.Value,
        Subject = conversation.Subject,
        PhotoUrl = conversation.PhotoUrl,
        WelcomeMessages = conversation.WelcomeMessages,
        Custom = conversation.Custom,
        CreatedAt = UnixTime.Of(conversation.CreatedAt),
        LastMessage = conversation.LastMessage is { } last ? draw(last) : null,
        Participants = participants,
        ParticipantCount = conversation.ParticipantCount,
        MessageCount = conversation.MessageCount,
        LastSequence = conversation.LastSequence,
        Version = conversation.Version,
        SettingsVersion = conversation.SettingsVersion,
        UnreadMessageCount = entry?.UnreadCount,
        IsUnread = entry?.IsUnread,
    };
}

/// <summary>A participant as the app sees it, in the shape of TalkJS.</summary>
internal sealed class ParticipantJson
{
    public required ParticipantAccess Access { get; init; }

    [JsonConverter(typeof(NotifyConverter))]
    public required NotifySetting? Notify { get; init; }

    public required long JoinedAt { get; init; }

    public required long ReadUpTo { get; init; }

    /// <summary>Whether the conversation is unread for the participant. It is left out where the last message was not read with the participants.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsUnread { get; init; }

    internal static ParticipantJson Of(Participant participant, Message? last) => Of(participant, participant.IsMarkedUnread || last?.Sequence > participant.ReadUpTo);

    internal static ParticipantJson Of(Participant participant) => Of(participant, isUnread: null);

    private static ParticipantJson Of(Participant participant, bool? isUnread) => new()
    {
        IsUnread = isUnread,
        Access = participant.Access,
        Notify = participant.Notify,
        JoinedAt = UnixTime.Of(participant.JoinedAt),
        ReadUpTo = participant.ReadUpTo,
    };
}
