using System.ComponentModel;

namespace Conversations;

/// <summary>Reads and writes the id of a user as a JSON string or as the name of a JSON property.</summary>
/// <remarks>This type is public only so that the source-generated JSON contexts of an app can create it.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class UserIdJsonConverter : IdentifierJsonConverter<UserId>
{
    private protected override UserId Create(string text) => new(text);

    private protected override string Text(UserId id) => id.Value;
}
