using Conversations.Storage;

namespace Conversations;

/// <summary>The condition that at least one of several conditions holds.</summary>
internal sealed class AnyFilter : ConversationFilter
{
    private readonly ConversationFilter[] _filters;

    internal AnyFilter(IReadOnlyList<ConversationFilter> filters)
    {
        ArgumentNullException.ThrowIfNull(filters);
        _filters = [.. filters];
        if (_filters.Contains(null))
            throw new ArgumentException("A filter is null.", nameof(filters));
    }

    internal override bool NeedsUser => _filters.Any(filter => filter.NeedsUser);

    internal override string CursorKey => $"any({string.Join('|', _filters.Select(filter => $"{filter.CursorKey.Length}:{filter.CursorKey}"))})";

    internal override bool Holds(Conversation conversation, StoredInboxEntry? entry) =>
        Array.Exists(_filters, filter => filter.Holds(conversation, entry));
}
