using System.Text.Json.Serialization;
using Conversations.Storage;

namespace Conversations;

/// <summary>A conversation in a user's inbox, with everything that a list of conversations draws.</summary>
public sealed record InboxEntry
{
    /// <summary>Gets the conversation, with its last message as this user has it.</summary>
    public required Conversation Conversation { get; init; }

    /// <summary>Gets the user's own place in it.</summary>
    public required Participant Participant { get; init; }

    /// <summary>Gets what to draw of it for this user.</summary>
    public required ConversationView View { get; init; }

    /// <summary>Gets how many messages they have not read.</summary>
    public required long UnreadCount { get; init; }

    /// <summary>Gets whether the conversation is unread: there are unread messages, or it was marked so.</summary>
    public bool IsUnread => UnreadCount > 0 || Participant.IsMarkedUnread;

    /// <summary>Gets when something last happened for the user: the last activity or their joining, whichever is later.</summary>
    public DateTimeOffset ActiveAt =>
        Conversation.LastActivityAt is { } at && at > Participant.JoinedAt ? at : Participant.JoinedAt;

    /// <summary>Gets the last message that was not deleted; null = there is none.</summary>
    [JsonIgnore]
    public Message? LastMessage => Conversation.LastMessage;

    /// <summary>Gets what the user may do.</summary>
    [JsonIgnore]
    public ParticipantAccess Access => Participant.Access;

    /// <summary>Gets of which missed messages the user wants to be notified.</summary>
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
