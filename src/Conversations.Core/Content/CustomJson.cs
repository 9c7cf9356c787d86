using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace Conversations;

/// <summary>Reads custom data from JSON: one object whose values are all strings, or strings and nulls in a patch.</summary>
internal static class CustomJson
{
    private const string Limit = "must be a JSON object of strings";

    internal static OrderedPairs Parse(string json)
    {
        // Every UTF-16 unit takes at least one byte, so a very long text is refused before it is read.
        CustomRules.CheckJsonSize(json.Length);
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Min(json.Length * 3, CustomRules.MaxJsonBytes + 3));
        try
        {
            var status = Utf8.FromUtf16(json, buffer, out _, out var written, replaceInvalidSequences: false);
            CustomRules.CheckJsonSize(written + (status == OperationStatus.DestinationTooSmall ? 1 : 0));
            if (status != OperationStatus.Done)
                throw Malformed($"has a lone surrogate at byte {Refusal.Number(written)}");

            return Parse(buffer.AsSpan(0, written));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Reads JSON that was written by <see cref="CanonicalJson"/> and kept, without a check of the limits.</summary>
    internal static OrderedPairs ParseStored(string json)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(json.Length * 3);
        try
        {
            if (Utf8.FromUtf16(json, buffer, out _, out var written, replaceInvalidSequences: false) != OperationStatus.Done)
                throw Malformed("has a lone surrogate");

            var reader = new Utf8JsonReader(buffer.AsSpan(0, written));
            reader.Read();
            var pairs = ReadStored(ref reader);
            reader.Read();
            return pairs;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The messages of both repeat a part of the input, so they are not passed on.
            throw Malformed("is something else");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static OrderedPairs ReadStored(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Malformed(Kind(reader.TokenType));

        var pairs = new OrderedPairs();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = reader.GetString()!;
            reader.Read();
            pairs.Add(key, reader.TokenType == JsonTokenType.String ? reader.GetString() : throw Malformed("has a value that is not a string"));
        }

        return pairs;
    }

    internal static OrderedPairs Parse(ReadOnlySpan<byte> utf8Json)
    {
        CustomRules.CheckJsonSize(utf8Json.Length);
        if (UnicodeText.IndexOfInvalidUtf8(utf8Json) is >= 0 and var invalid)
            throw Malformed($"is not UTF-8 at byte {Refusal.Number(invalid)}");

        var reader = new Utf8JsonReader(utf8Json);
        try
        {
            reader.Read();
            var pairs = Read(ref reader, CustomRules.MaxKeys, takesNull: false);
            reader.Read();
            return pairs;
        }
        catch (JsonException error)
        {
            // The message of the JsonException repeats a part of the input, so it is not passed on.
            throw Malformed($"is not valid JSON at byte {Refusal.Number(Position(utf8Json, error))}");
        }
    }

    /// <summary>
    /// Reads one object. The reader must be positioned on the first token of the object; it ends on the last one.
    /// </summary>
    internal static OrderedPairs Read(ref Utf8JsonReader reader, int maxKeys, bool takesNull)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Malformed(Kind(reader.TokenType));

        var pairs = new OrderedPairs();
        var start = reader.TokenStartIndex;
        while (ReadWithin(ref reader, start) != JsonTokenType.EndObject)
        {
            var key = ReadKey(ref reader, pairs);
            CustomRules.CheckCount(pairs.Count + 1, maxKeys);
            ReadWithin(ref reader, start);
            pairs.Add(key, ReadValue(ref reader, key, takesNull));
        }

        return pairs;
    }

    private static JsonTokenType ReadWithin(ref Utf8JsonReader reader, long start)
    {
        if (!reader.Read())
            throw new JsonException("The reader contains only a part of the JSON.");

        // The two parsers have checked the size before, but a serializer can pass JSON of any size.
        CustomRules.CheckJsonSize(reader.BytesConsumed - start);
        return reader.TokenType;
    }

    private static string ReadKey(ref Utf8JsonReader reader, OrderedPairs pairs)
    {
        if (WellFormed(ref reader) is not { } key)
            throw Refusal.Of(CustomRules.Field, "must have keys of well-formed Unicode", $"has a malformed one{At(reader)}");

        CustomRules.CheckKey(key);
        return pairs.IndexOf(key) < 0
            ? key
            : throw Refusal.Of(CustomRules.Path(key), "must be given once", $"is a duplicate key{At(reader)}");
    }

    private static string? ReadValue(ref Utf8JsonReader reader, string key, bool takesNull)
    {
        if (takesNull && reader.TokenType == JsonTokenType.Null)
            return null;

        if (reader.TokenType != JsonTokenType.String)
        {
            var limit = takesNull ? "must be a string or null" : "must be a string";
            throw Refusal.Of(CustomRules.Path(key), limit, Kind(reader.TokenType), Advice(reader.TokenType));
        }

        if (WellFormed(ref reader) is not { } value)
            throw Refusal.Of(CustomRules.Path(key), "must be well-formed Unicode", $"is malformed{At(reader)}");

        CustomRules.CheckValue(key, value);
        return value;
    }

    private static string? WellFormed(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            // The string contains an escaped lone surrogate; or, if a serializer reads from bytes, invalid UTF-8.
            return null;
        }
    }

    private static InvalidConversationDataException Malformed(string found) =>
        Refusal.Of(CustomRules.Field, Limit, found);

    private static string At(in Utf8JsonReader reader) => $" at byte {Refusal.Number(reader.TokenStartIndex)}";

    private static string Kind(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "is an object",
        JsonTokenType.StartArray => "is an array",
        JsonTokenType.String => "is a string",
        JsonTokenType.Number => "is a number",
        JsonTokenType.Null => "is null",
        _ => "is a boolean",
    };

    private static string Advice(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject or JsonTokenType.StartArray => "Store structured data as a JSON string.",
        JsonTokenType.Null => "Leave the key out.",
        _ => "Store it as a string.",
    };

    private static long Position(ReadOnlySpan<byte> json, JsonException error)
    {
        var lineStart = 0;
        for (var line = error.LineNumber ?? 0; line > 0; line--)
            lineStart += json[lineStart..].IndexOf((byte)'\n') + 1;

        return lineStart + (error.BytePositionInLine ?? 0);
    }
}
