using System.Text.Json.Serialization;
using Conversations.Storage;

namespace Conversations;

/// <summary>Represents a conversation in the inbox of a user, with everything that a list of conversations displays.</summary>
public sealed record InboxEntry
{
    /// <summary>Gets the conversation, with its last message as this user sees it.</summary>
    [JsonPropertyName("conversation")]
    public required Conversation Conversation { get; init; }

    /// <summary>Gets the user as a participant of the conversation.</summary>
    [JsonPropertyName("participant")]
    public required Participant Participant { get; init; }

    /// <summary>Gets what to display of the conversation for this user.</summary>
    [JsonPropertyName("view")]
    public required ConversationView View { get; init; }

    /// <summary>Gets the number of messages that the user has not read.</summary>
    [JsonPropertyName("unreadCount")]
    public required long UnreadCount { get; init; }

    /// <summary>Gets whether the conversation is unread: it has unread messages, or the user marked it as unread.</summary>
    [JsonPropertyName("isUnread")]
    public bool IsUnread => UnreadCount > 0 || Participant.IsMarkedUnread;

    /// <summary>
    /// Gets the time by which inboxes are ordered: the last activity in the conversation or the time at which the user joined,
    /// whichever is later.
    /// </summary>
    [JsonPropertyName("activeAt")]
    public DateTimeOffset ActiveAt => InboxPlace.Of(Conversation.Id, Conversation.LastActivityAt, Participant.JoinedAt).ActiveAt;

    /// <summary>Gets the last message that was not deleted, or null if there is none.</summary>
    [JsonIgnore]
    public Message? LastMessage => Conversation.LastMessage;

    /// <summary>Gets what the user may do.</summary>
    [JsonIgnore]
    public ParticipantAccess Access => Participant.Access;

    /// <summary>Gets which missed messages the user wants to be notified about.</summary>
    [JsonIgnore]
    public NotifySetting Notify => Participant.Notify;

    internal static InboxEntry Of(StoredInboxEntry stored, IReadOnlyDictionary<UserId, User> users) => new()
    {
        Conversation = stored.Conversation,
        Participant = stored.Participant,
        View = ConversationView.Of(stored.Conversation, stored.Participant.UserId, stored.FirstOthers, users),
        UnreadCount = stored.UnreadCount,
    };
}
