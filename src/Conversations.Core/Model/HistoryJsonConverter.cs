using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Writes a <see cref="History"/> as the string <c>All</c>, <c>SinceJoin</c> or <c>Last:20</c>, and reads exactly these forms.</summary>
/// <remarks>It is public only because the source-generated JSON contexts of an app must be able to create it.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class HistoryJsonConverter : JsonConverter<History>
{
    private const string LastPrefix = $"{nameof(History.Last)}:";

    /// <inheritdoc/>
    /// <exception cref="JsonException">The JSON is not a string, or is none of the forms.</exception>
    public override History Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
        if (text == nameof(History.All))
            return History.All;
        if (text == nameof(History.SinceJoin))
            return History.SinceJoin;

        return text.StartsWith(LastPrefix, StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(LastPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count is >= 1 and <= History.MaxLast
            && text[LastPrefix.Length] != '0'
                ? History.Last(count)
                : throw new JsonException($"History must be All, SinceJoin or Last:n with n from 1 to {History.MaxLast}.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, History value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString());
    }
}
