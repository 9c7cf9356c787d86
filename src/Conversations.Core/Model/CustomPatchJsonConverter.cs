using System.Text.Json;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Reads and writes a patch of custom data as a JSON object of strings and nulls.</summary>
internal sealed class CustomPatchJsonConverter : JsonConverter<CustomPatch>
{
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

    public override void Write(Utf8JsonWriter writer, CustomPatch value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (key, text) in value)
            writer.WriteString(key, text);

        writer.WriteEndObject();
    }
}
