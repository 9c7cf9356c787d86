using System.Text;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>
/// Represents one change of a conversation, as it is kept in the log of the conversation: ids and numbers, but never content.
/// </summary>
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
[JsonDerivedType(typeof(NotificationTriggered), nameof(NotificationTriggered))]
public abstract record Change
{
    private readonly UserId _actor;
    private readonly long _at;

    private protected Change()
    {
    }

    /// <summary>Gets the conversation.</summary>
    [JsonPropertyName("conversationId")]
    public required ConversationId ConversationId { get; init; }

    /// <summary>
    /// Gets the number of the change in its conversation (1, 2, 3 and so on, without gaps), or 0 if the change is not stored yet.
    /// </summary>
    [JsonPropertyName("version")]
    public long Version { get; init; }

    /// <summary>Gets the time at which the change was decided, in UTC and whole milliseconds.</summary>
    [JsonPropertyName("at")]
    public required DateTimeOffset At
    {
        get => Timestamp.FromMilliseconds(_at);
        init => _at = value.ToUnixTimeMilliseconds();
    }

    /// <summary>
    /// Gets the users whom the change names, each once: <see cref="Actor"/> if a session made it, and the users whom it is about.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<UserId> Users => (Actor, Named) switch
    {
        (null, { Count: < 2 } named) => named,
        ({ } actor, []) => new[] { actor },
        ({ } actor, var named) => [.. named.Prepend(actor).Distinct()],
        (_, var named) => [.. named.Distinct()],
    };

    /// <summary>Gets the users whom the change is about.</summary>
    internal abstract IReadOnlyList<UserId> Named { get; }

    /// <summary>Tells whether the change names a user, as <see cref="Users"/> does.</summary>
    /// <param name="userId">The user.</param>
    /// <returns>True if the user is the actor or the change is about the user.</returns>
    public bool Names(UserId userId) => Actor == userId || Named.Contains(userId);

    /// <summary>Returns the change with one user replaced by another, wherever the change names the user.</summary>
    /// <param name="userId">The user to replace.</param>
    /// <param name="replacement">The user who takes the place.</param>
    /// <returns>The new change, or this instance if it does not name the user.</returns>
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
            NotificationTriggered triggered when triggered.UserId == userId => triggered with { UserId = replacement },
            _ => change,
        };
    }

    /// <summary>Returns the change with the numbers that a store gives to it.</summary>
    /// <param name="version">The version: one more than that of the conversation's last change.</param>
    /// <param name="sequence">The sequence of the message; it is ignored if the change is not about a message.</param>
    /// <returns>The change as it is in the log.</returns>
    public Change Numbered(long version, long sequence) =>
        this is MessageChange about ? about with { Version = version, Sequence = sequence } : this with { Version = version };

    /// <summary>Gets the user who made the change through a session, or null if the app made it.</summary>
    [JsonPropertyName("actor")]
    public UserId? Actor
    {
        get => _actor.IsDefault ? null : _actor;
        init => _actor = value ?? default;
    }

    /// <summary>Returns the kind of the change with its members as text.</summary>
    /// <returns>The text.</returns>
    public sealed override string ToString()
    {
        var text = new StringBuilder(GetType().Name).Append(" { ");
        PrintMembers(text);
        return text.Append(" }").ToString();
    }

    /// <summary>Prints the members for <see cref="object.ToString"/>.</summary>
    /// <param name="builder">The text to append to.</param>
    /// <returns>True if a member was printed.</returns>
    protected virtual bool PrintMembers(StringBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return Printed.Members(
            builder,
            "ConversationId = {0}, Version = {1}, At = {2}, Actor = {3}",
            ConversationId, Version, At, Actor);
    }
}
