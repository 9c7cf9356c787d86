namespace Conversations.Storage;

/// <summary>Which reactors of a message to read: a page by <see cref="Reactor.Version"/> ascending.</summary>
public sealed class ReactorWindow
{
    /// <summary>Gets the conversation.</summary>
    public required ConversationId ConversationId { get; init; }

    /// <summary>Gets the message.</summary>
    public required MessageId MessageId { get; init; }

    /// <summary>Gets the user who must take part, or null if the app reads.</summary>
    public UserId? Viewer { get; init; }

    /// <summary>Gets the version after which the page begins; 0, the default, begins with the first reactor.</summary>
    public long AfterVersion { get; init; }

    /// <summary>Gets the greatest number of reactors, at least 1.</summary>
    public required int Limit { get; init; }
}
