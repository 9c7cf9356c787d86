namespace Conversations.Storage;

/// <summary>Which changes are removed from the logs.</summary>
/// <param name="After">The conversation after which to begin, or null to begin with the first.</param>
/// <param name="Limit">The greatest number of conversations to look at, at least 1.</param>
/// <param name="KeepFor">Changes older than this are removed if every known handler has handled them.</param>
/// <param name="MaxRetention">Changes older than this are removed in any case. It is not less than <paramref name="KeepFor"/>.</param>
public sealed record LogPruning(ConversationId? After, int Limit, TimeSpan KeepFor, TimeSpan MaxRetention);
