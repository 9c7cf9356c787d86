using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Writes an enum as its name, whatever naming the host's options have, and reads exactly these names.</summary>
/// <remarks>Public so that an app's own source-generated contexts can make it; nothing else needs it.</remarks>
/// <typeparam name="T">The enum.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FixedEnumConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    private static readonly T[] _values = Enum.GetValues<T>();
    private static readonly string[] _names = [.. _values.Select(value => value.ToString())];

    /// <inheritdoc/>
    /// <exception cref="JsonException">It is no JSON string, or none of the names, which are compared ordinally.</exception>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? ReadAsPropertyName(ref reader, typeToConvert, options)
            : throw new JsonException($"{Rule}, but is {reader.TokenType}.");

    /// <inheritdoc/>
    /// <exception cref="JsonException">It is none of the names, which are compared ordinally.</exception>
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
    /// <exception cref="JsonException">The value is no member of the enum.</exception>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(NameOf(value));
    }

    /// <inheritdoc/>
    /// <exception cref="JsonException">The value is no member of the enum.</exception>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName(NameOf(value));
    }

    private static string Rule => $"{typeof(T).Name} must be one of {string.Join(", ", _names)}";

    private static string NameOf(T value) => Array.IndexOf(_values, value) is >= 0 and var at
        ? _names[at]
        : throw new JsonException($"{Rule}, but is no member of the enum.");
}
