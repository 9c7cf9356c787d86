using Conversations.Storage;

namespace Conversations;

/// <summary>A condition that depends on the user whose inbox is listed.</summary>
internal sealed class EntryFilter(string text, Func<StoredInboxEntry, bool> holds) : ConversationFilter
{
    internal override bool NeedsUser => true;

    internal override string CursorKey => text;

    internal override bool Holds(Conversation conversation, StoredInboxEntry? entry) => entry is not null && holds(entry);
}
