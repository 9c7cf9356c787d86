using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Reads and writes a patch of custom data as a JSON object of strings and nulls.</summary>
/// <remarks>This type is public only so that the source-generated JSON contexts of an app can create it.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CustomPatchJsonConverter : JsonConverter<CustomPatch>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">The JSON breaks a rule. The inner exception says which one.</exception>
    public override CustomPatch Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return new(CustomJson.Read(ref reader, CustomRules.MaxPatchKeys, takesNull: true));
        }
        catch (InvalidConversationDataException error)
        {
            throw new JsonException(error.Message, error);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, CustomPatch value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStartObject();
        foreach (var (key, text) in value)
            writer.WriteString(key, text);

        writer.WriteEndObject();
    }
}
