using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Reads and writes an id as a JSON string or as the name of a JSON property.</summary>
/// <typeparam name="T">The type of the id.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class IdentifierJsonConverter<T> : JsonConverter<T>
    where T : struct
{
    private protected IdentifierJsonConverter()
    {
    }

    /// <inheritdoc/>
    /// <exception cref="JsonException">The JSON is not a string, or the string breaks the rule for ids.</exception>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException($"An id must be a JSON string, but is {reader.TokenType}.");

        return CreateOrThrow(ref reader);
    }

    /// <inheritdoc/>
    /// <exception cref="JsonException">The name breaks the rule for ids.</exception>
    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        CreateOrThrow(ref reader);

    /// <inheritdoc/>
    /// <exception cref="JsonException">The id is <c>default</c>.</exception>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(TextOrThrow(value));
    }

    /// <inheritdoc/>
    /// <exception cref="JsonException">The id is <c>default</c>.</exception>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName(TextOrThrow(value));
    }

    private protected abstract T Create(string text);

    private protected abstract string Text(T id);

    private T CreateOrThrow(ref Utf8JsonReader reader)
    {
        string? text = null;
        try
        {
            text = reader.GetString();
            return Create(text!);
        }
        catch (InvalidOperationException error)
        {
            throw new JsonException("An id must be well-formed Unicode.", error);
        }
        catch (ArgumentException error)
        {
            // The message of the ArgumentException ends with the name of a parameter, so the text of the problem is used instead.
            throw new JsonException(Identifier.Problem(text), error);
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
