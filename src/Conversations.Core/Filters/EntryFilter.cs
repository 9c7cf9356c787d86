namespace Conversations;

/// <summary>A condition on the user's place in the conversation.</summary>
internal sealed class EntryFilter(string text, Func<InboxEntry, bool> holds) : ConversationFilter
{
    internal override bool NeedsUser => true;

    internal override string Text => text;

    internal override bool Holds(Conversation conversation, InboxEntry? entry) => entry is not null && holds(entry);
}
