namespace Conversations;

/// <summary>Says which conversations to list.</summary>
public sealed class ConversationQuery
{
    /// <summary>Gets whether conversations without messages are listed too. False by default.</summary>
    public bool IncludeEmpty { get; init; }

    /// <summary>Gets the conversation after which the list begins, or null for its beginning. It must exist if the list is an inbox. A cursor goes before it.</summary>
    public ConversationId? After { get; init; }

    /// <summary>
    /// Gets the conditions, all of which must hold. Empty by default. Use <see cref="ConversationFilter.Any"/> for alternatives.
    /// </summary>
    /// <remarks>
    /// With filters, a page can have fewer items than requested, or none, although more pages follow: for each page, at most 1,000
    /// conversations are examined.
    /// </remarks>
    public IReadOnlyList<ConversationFilter> Filters { get; init; } = [];
}
