using System.ComponentModel;

namespace Conversations;

/// <summary>Reads and writes the id of a conversation as a JSON string, also as the name of a property.</summary>
/// <remarks>Public so that an app's own source-generated contexts can make it; nothing else needs it.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ConversationIdJsonConverter : IdentifierJsonConverter<ConversationId>
{
    private protected override ConversationId Create(string text) => new(text);

    private protected override string Text(ConversationId id) => id.Value;
}
