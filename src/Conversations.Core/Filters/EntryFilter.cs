using Conversations.Storage;

namespace Conversations;

/// <summary>A condition on the user's place in the conversation.</summary>
internal sealed class EntryFilter(string text, Func<StoredInboxEntry, bool> holds) : ConversationFilter
{
    internal override bool NeedsUser => true;

    internal override string Text => text;

    internal override bool Holds(Conversation conversation, StoredInboxEntry? entry) => entry is not null && holds(entry);
}
