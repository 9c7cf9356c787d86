namespace Conversations.Storage;

/// <summary>One change of one conversation, decided and ready to be stored, with what the decision relied on.</summary>
public sealed record Commit : IQueuedWrite
{
    /// <summary>Gets what happens, as the log is to keep it; the store gives version and sequence.</summary>
    public required Change Change { get; init; }

    /// <summary>Gets what must still hold.</summary>
    public Basis Basis { get; init; }

    /// <summary>Gets the attributes as they are to be: with <see cref="ConversationCreated"/> always; else null = unchanged.</summary>
    public ConversationSettings? Settings { get; init; }

    /// <summary>Gets the participants to write: with created and updated conversations, added and updated participants.</summary>
    public IReadOnlyList<Seat> Seats { get; init; } = [];

    /// <summary>Gets the message to store: with <see cref="MessageSent"/>.</summary>
    public NewMessage? Message { get; init; }

    /// <summary>Gets the content to put in place of the old: with <see cref="MessageEdited"/>.</summary>
    public MessageContent? Content { get; init; }

    MessageId? IQueuedWrite.MessageId => Message?.Id;
}
