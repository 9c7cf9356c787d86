using System.Text.Json;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Reads and writes custom data as a JSON object of strings, by the rules of <see cref="CustomData.Parse(string)"/>.</summary>
internal sealed class CustomDataJsonConverter : JsonConverter<CustomData>
{
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

    public override void Write(Utf8JsonWriter writer, CustomData value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (key, text) in value)
            writer.WriteString(key, text);

        writer.WriteEndObject();
    }
}
