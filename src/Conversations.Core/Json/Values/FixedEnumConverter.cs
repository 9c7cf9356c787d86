using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Writes an enum value as its name, independent of the naming policy of the host, and reads exactly these names.</summary>
/// <remarks>It is public only because the source-generated JSON contexts of an app must be able to create it.</remarks>
/// <typeparam name="T">The type of the enum.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FixedEnumConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    private static readonly T[] _values = Enum.GetValues<T>();
    private static readonly string[] _names = [.. _values.Select(value => value.ToString())];

    /// <inheritdoc/>
    /// <exception cref="JsonException">The JSON is not a string, or is not one of the names. Names are compared ordinally.</exception>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? ReadAsPropertyName(ref reader, typeToConvert, options)
            : throw new JsonException($"{Rule}, but the JSON is of type {reader.TokenType}.");

    /// <inheritdoc/>
    /// <exception cref="JsonException">The JSON is not one of the names. Names are compared ordinally.</exception>
    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        for (var i = 0; i < _names.Length; i++)
        {
            if (reader.ValueTextEquals(_names[i]))
                return _values[i];
        }

        throw new JsonException($"{Rule}, but is another string.");
    }

    /// <inheritdoc/>
    /// <exception cref="JsonException">The value is not a member of the enum.</exception>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(NameOf(value));
    }

    /// <inheritdoc/>
    /// <exception cref="JsonException">The value is not a member of the enum.</exception>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName(NameOf(value));
    }

    private static string Rule => $"{typeof(T).Name} must be one of {string.Join(", ", _names)}";

    private static string NameOf(T value) => Array.IndexOf(_values, value) is >= 0 and var at
        ? _names[at]
        : throw new JsonException($"{Rule}, but the value is not a member of the enum.");
}
