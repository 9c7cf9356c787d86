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

    /// <summary>Gives the change with another user in place of one, wherever it names them.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="replacement">The user to put in their place.</param>
    /// <returns>The change; this one where it does not name them.</returns>
    public Change Replace(UserId userId, UserId replacement)
    {
        UserId Other(UserId user) => user == userId ? replacement : user;
        var change = Actor == userId ? this with { Actor = replacement } : this;
        return change switch
        {
            ConversationCreated created when created.Participants.Contains(userId) =>
                created with { Participants = [.. created.Participants.Select(Other)] },
            ConversationUpdated updated when updated.Participants.Contains(userId) =>
                updated with { Participants = [.. updated.Participants.Select(Other)] },
            ParticipantAdded added when added.UserId == userId => added with { UserId = replacement },
            ParticipantUpdated updated when updated.UserId == userId => updated with { UserId = replacement },
            ParticipantRemoved removed when removed.UserId == userId => removed with { UserId = replacement },
            ReactionChange reaction when reaction.UserId == userId => reaction with { UserId = replacement },
            _ => change,
        };
    }

    /// <summary>Gets the user who did it through a session of theirs; null = the app did it.</summary>
    public UserId? Actor
    {
        get => _actor.IsDefault ? null : _actor;
        init => _actor = value ?? default;
    }
}
