namespace Conversations;

/// <summary>Which conversations to list.</summary>
public sealed record ConversationQuery
{
    /// <summary>Gets whether conversations without messages are listed too; no by default.</summary>
    public bool IncludeEmpty { get; init; }

    /// <summary>Gets what all must hold; none by default. Alternatives go into <see cref="ConversationFilter.Any"/>.</summary>
    /// <remarks>With filters a page may be short or even empty and still have a next one: at most 1,000 entries are looked at for it.</remarks>
    public IReadOnlyList<ConversationFilter> Filters { get; init; } = [];
}
