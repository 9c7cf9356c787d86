namespace Conversations.Storage;

/// <summary>Which messages to read: those in a range of sequences, from one end of it.</summary>
public sealed record MessageWindow
{
    /// <summary>Gets the conversation.</summary>
    public required ConversationId ConversationId { get; init; }

    /// <summary>Gets the user who must take part for there to be an answer; null = the app reads.</summary>
    public UserId? Viewer { get; init; }

    /// <summary>Gets the least sequence, inclusive.</summary>
    public long From { get; init; } = 1;

    /// <summary>Gets the greatest sequence, inclusive.</summary>
    public long To { get; init; } = long.MaxValue;

    /// <summary>Gets whether to begin with the greatest sequence; else with the least.</summary>
    public bool Descending { get; init; }

    /// <summary>Gets how many at most, at least 1.</summary>
    public required int Limit { get; init; }
}
