using Conversations.Storage.Writing;

namespace Conversations.Decisions;

/// <summary>One change of one conversation that was decided and can be stored, with the preconditions of the decision.</summary>
public sealed class Commit : IQueuedWrite
{
    private TimeSpan _waited;

    /// <summary>Gets the change for the log. The store sets its version and its sequence.</summary>
    public required Change Change { get; init; }

    /// <summary>Gets the conditions that must still hold when the commit is stored.</summary>
    public Preconditions Preconditions { get; init; }

    /// <summary>
    /// Gets the new attributes, as a copy: never null for <see cref="ConversationCreated"/>; otherwise null if they stay as they are.
    /// </summary>
    public ConversationSettings? Settings { get; init => field = value is null ? null : value with { }; }

    /// <summary>Gets the participant rows to write, for a created or updated conversation and an added or updated participant.</summary>
    public IReadOnlyList<ParticipantWrite> Participants { get; init; } = [];

    /// <summary>Gets the message to store, for <see cref="MessageSent"/>; otherwise null.</summary>
    public NewMessage? Message { get; init; }

    /// <summary>Gets the content that replaces the present one, for <see cref="MessageEdited"/>; otherwise null.</summary>
    public MessageContent? Content { get; init; }

    /// <summary>Gets what an import does to the participants, or null if the commit imports no message or does nothing to them.</summary>
    public ImportEffects? Import { get; init; }

    /// <summary>Gets what is stored on the row of the participant, for <see cref="NotificationTriggered"/>; otherwise null.</summary>
    public NotifiedWrite? Notified { get; init; }

    /// <summary>
    /// Gets how long its call has waited already for other calls that change the same data: 0 or more. A store that limits how long a call
    /// waits for a lock subtracts it, and with nothing left it tries once.
    /// </summary>
    public TimeSpan Waited
    {
        get => _waited;
        init => _waited = value;
    }

    /// <summary>
    /// Gets whether the commit raises <see cref="Conversation.SettingsVersion"/>: all changes do, except those of messages and
    /// reactions, and notifications.
    /// </summary>
    public bool ChangesSettings => Change is not (MessageChange or NotificationTriggered);

    MessageId? IQueuedWrite.MessageId => Message?.Id;

    internal Commit After(TimeSpan waited)
    {
        var copy = (Commit)MemberwiseClone();
        copy._waited = waited;
        return copy;
    }
}
