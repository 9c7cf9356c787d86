namespace Conversations.Histories.Deliveries;

/// <summary>What is known about a run beside its events: what was committed, and what excuses that a change was not delivered, or delivered again.</summary>
public sealed record DeliveryFacts
{
    /// <summary>
    /// Gets the committed changes of each conversation, as far as they are known, in the order of their versions. What is before the first one was
    /// removed from the log.
    /// </summary>
    public required IReadOnlyDictionary<ConversationId, IReadOnlyList<Change>> Logs { get; init; }

    /// <summary>Gets the handlers that were to get changes.</summary>
    public required IReadOnlyCollection<string> Handlers { get; init; }

    /// <summary>Gets which changes a handler asks for; all by default.</summary>
    public Func<string, Change, bool> Handles { get; init; } = (_, _) => true;

    /// <summary>
    /// Gets the version of each conversation when a handler was certainly known: all later changes must be delivered, and earlier ones may be. A handler
    /// that is missing begins with the first change.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<ConversationId, long>> Starts { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<ConversationId, long>>();

    /// <summary>Gets the changes that an operator skipped.</summary>
    public IReadOnlyCollection<(string Handler, ConversationId ConversationId, long Version)> Skipped { get; init; } = [];

    /// <summary>Gets the conversations that are parked at the end, with the last version that was handled.</summary>
    public IReadOnlyCollection<(string Handler, ConversationId ConversationId, long Position)> Parked { get; init; } = [];

    /// <summary>Gets when a replay of all changes was asked for, by handler.</summary>
    public IReadOnlyDictionary<string, long> Replays { get; init; } = new Dictionary<string, long>();

    /// <summary>Gets whether handlers failed only because their destinations were down, so that nothing may be parked.</summary>
    public bool IsOutageOnly { get; init; }

    /// <summary>Gets the text that a message must have; null if that is not known.</summary>
    public Func<ConversationId, MessageId, string?> TextOf { get; init; } = (_, _) => null;
}
