using System.ComponentModel;

namespace Conversations;

/// <summary>Reads and writes the id of a message as a JSON string, also as the name of a property.</summary>
/// <remarks>Public so that an app's own source-generated contexts can make it; nothing else needs it.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MessageIdJsonConverter : IdentifierJsonConverter<MessageId>
{
    private protected override MessageId Create(string text) => new(text);

    private protected override string Text(MessageId id) => id.Value;
}
