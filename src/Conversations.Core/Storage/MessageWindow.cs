namespace Conversations.Storage;

/// <summary>Which messages to read: those in a range of sequences, beginning at one end of it.</summary>
public sealed class MessageWindow
{
    /// <summary>Gets the conversation.</summary>
    public required ConversationId ConversationId { get; init; }

    /// <summary>Gets the user who must take part, or null if the app reads.</summary>
    public UserId? Viewer { get; init; }

    /// <summary>Gets the least sequence, inclusive; 1 by default.</summary>
    public long From { get; init; } = 1;

    /// <summary>Gets the greatest sequence, inclusive; without a bound by default.</summary>
    public long To { get; init; } = long.MaxValue;

    /// <summary>Gets whether to begin with the greatest sequence. By default the least comes first.</summary>
    public bool Descending { get; init; }

    /// <summary>Gets the greatest number of messages, at least 1.</summary>
    public required int Limit { get; init; }
}
