using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Conversations.Json;

/// <summary>Reads strings of JSON, which may be no well-formed Unicode.</summary>
internal static class Texts
{
    /// <summary>Reads a value within another one, whose field is named if the value is wrong.</summary>
    internal static T? Within<T>(ref Utf8JsonReader reader, JsonTypeInfo<T> type, string field)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(ref reader, type);
        }
        catch (JsonException error)
        {
            throw Refusal.Of(error, $"{field}.");
        }
    }

    /// <exception cref="RefusedException">It has a lone surrogate.</exception>
    internal static string Of(JsonElement element)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Refusal.Of("body", "must be well-formed Unicode");
        }
    }

    /// <exception cref="JsonException">It is no string, or has a lone surrogate.</exception>
    internal static string Of(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() ?? throw new JsonException();
        }
        catch (InvalidOperationException error)
        {
            throw new JsonException(error.Message, error);
        }
    }
}
