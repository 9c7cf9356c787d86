using Conversations.Storage;

namespace Conversations;

/// <summary>A condition on the conversation itself.</summary>
internal sealed class PlainFilter(string text, Func<Conversation, bool> holds) : ConversationFilter
{
    internal override string CursorKey => text;

    internal override bool Holds(Conversation conversation, StoredInboxEntry? entry) => holds(conversation);
}
