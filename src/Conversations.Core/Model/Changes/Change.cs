using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>One fact that happened to a conversation, as its log keeps it: ids and numbers, never content.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "change")]
[JsonDerivedType(typeof(ConversationCreated), nameof(ConversationCreated))]
[JsonDerivedType(typeof(ConversationUpdated), nameof(ConversationUpdated))]
[JsonDerivedType(typeof(ConversationDeleted), nameof(ConversationDeleted))]
[JsonDerivedType(typeof(ParticipantAdded), nameof(ParticipantAdded))]
[JsonDerivedType(typeof(ParticipantUpdated), nameof(ParticipantUpdated))]
[JsonDerivedType(typeof(ParticipantRemoved), nameof(ParticipantRemoved))]
[JsonDerivedType(typeof(MessageSent), nameof(MessageSent))]
[JsonDerivedType(typeof(MessageEdited), nameof(MessageEdited))]
[JsonDerivedType(typeof(MessageDeleted), nameof(MessageDeleted))]
[JsonDerivedType(typeof(ReactionAdded), nameof(ReactionAdded))]
[JsonDerivedType(typeof(ReactionRemoved), nameof(ReactionRemoved))]
public abstract record Change
{
    private readonly UserId _actor;
    private readonly long _at;

    private protected Change()
    {
    }

    /// <summary>Gets the conversation.</summary>
    public required ConversationId ConversationId { get; init; }

    /// <summary>Gets the number of the change in its conversation: 1, 2, 3 … without gaps. 0 until a store gives it.</summary>
    public long Version { get; init; }

    /// <summary>Gets when it was decided, UTC in whole milliseconds.</summary>
    public required DateTimeOffset At
    {
        get => Timestamp.FromMilliseconds(_at);
        init => _at = value.ToUnixTimeMilliseconds();
    }

    /// <summary>Gets the user who did it through a session of theirs; null = the app did it.</summary>
    public UserId? Actor
    {
        get => _actor.IsDefault ? null : _actor;
        init => _actor = value ?? default;
    }
}
