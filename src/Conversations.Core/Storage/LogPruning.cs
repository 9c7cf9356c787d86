namespace Conversations.Storage;

/// <summary>Which changes are removed from the logs.</summary>
public sealed class LogPruning(ConversationId? After, int Limit, TimeSpan KeepFor, TimeSpan MaxRetention)
{
    /// <summary>Gets the conversation after which to begin, or null to begin with the first.</summary>
    public ConversationId? After { get; } = After;

    /// <summary>Gets the greatest number of conversations to look at, at least 1.</summary>
    public int Limit { get; } = Limit;

    /// <summary>Gets the age after which changes are removed if every known handler has handled them.</summary>
    public TimeSpan KeepFor { get; } = KeepFor;

    /// <summary>Gets the age after which changes are removed in any case. It is not less than <see cref="KeepFor"/>.</summary>
    public TimeSpan MaxRetention { get; } = MaxRetention;
}
