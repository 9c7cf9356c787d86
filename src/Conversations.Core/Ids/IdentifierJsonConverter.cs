using System.Text.Json;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Reads and writes an id as a JSON string, also as the name of a property.</summary>
internal abstract class IdentifierJsonConverter<T> : JsonConverter<T>
    where T : struct
{
    protected abstract T Create(string text);

    protected abstract string Text(T id);

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException($"An id must be a JSON string, but is {reader.TokenType}.");

        return CreateOrThrow(ref reader);
    }

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        CreateOrThrow(ref reader);

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(TextOrThrow(value));

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WritePropertyName(TextOrThrow(value));

    private T CreateOrThrow(ref Utf8JsonReader reader)
    {
        try
        {
            return Create(reader.GetString()!);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            // InvalidOperationException: the JSON string is not well-formed Unicode.
            throw new JsonException(error is ArgumentException ? error.Message : "An id must be well-formed Unicode.", error);
        }
    }

    private string TextOrThrow(T value)
    {
        try
        {
            return Text(value);
        }
        catch (InvalidOperationException error)
        {
            throw new JsonException(error.Message, error);
        }
    }
}
