using System.ComponentModel;

namespace Conversations;

/// <summary>Reads and writes the id of a message as a JSON string or as the name of a JSON property.</summary>
/// <remarks>This type is public only so that the source-generated JSON contexts of an app can create it.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MessageIdJsonConverter : IdentifierJsonConverter<MessageId>
{
    private protected override MessageId Create(string text) => new(text);

    private protected override string Text(MessageId id) => id.Value;
}
