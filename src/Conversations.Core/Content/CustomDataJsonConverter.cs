using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>
/// Reads and writes custom data as a JSON object of strings, with the rules of <see cref="CustomData.Parse(string)"/>.
/// </summary>
/// <remarks>This type is public only so that the source-generated JSON contexts of an app can create it.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CustomDataJsonConverter : JsonConverter<CustomData>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">The JSON breaks a rule. The inner exception says which one.</exception>
    public override CustomData Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return CustomData.Of(CustomJson.Read(ref reader, CustomRules.MaxKeys, takesNull: false));
        }
        catch (InvalidConversationDataException error)
        {
            throw new JsonException(error.Message, error);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, CustomData value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStartObject();
        foreach (var (key, text) in value)
            writer.WriteString(key, text);

        writer.WriteEndObject();
    }
}
