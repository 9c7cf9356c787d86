using System.Text.Encodings.Web;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Conversations.Tests.Model;

public sealed class CustomDataJsonTests
{
    private static readonly string[] Pieces =
        ["a", "B", "$", "\"", "\\", "/", "<", "+", "\n", "\t", "\u0001", "\u001f", "\u007f", "\u2028", "\ue000", "é", "漢", "😀", "\U0010FFFF"];

    private static readonly JsonSerializerOptions Relaxed = new(JsonSerializerDefaults.Web)
    {
        DictionaryKeyPolicy = JsonNamingPolicy.SnakeCaseUpper,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public void Custom_data_survives_a_JSON_round_trip_in_the_same_order()
    {
        Prop.ForAll(AnyCustomData(), custom =>
        {
            var json = custom.ToJson();
            var serialized = JsonSerializer.Serialize(custom);

            CustomData.Parse(json).SequenceEqual(custom).Should().BeTrue();
            CustomData.Parse(json).Equals(custom).Should().BeTrue();
            CustomData.Parse(json).ToJson().Should().Be(json);
            JsonSerializer.Deserialize<CustomData>(serialized)!.SequenceEqual(custom).Should().BeTrue();
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Canonical_JSON_escapes_only_what_JSON_requires()
    {
        var custom = new CustomData { ["\"\\"] = "\b\t\n\f\r\0".TrimEnd('\0') + "\u0001\u001f", ["<é>"] = "'+&\u007f\u2028\ue000😀/" };

        custom.ToJson().Should().Be(
            "{\"\\\"\\\\\":\"\\b\\t\\n\\f\\r\\u0001\\u001f\",\"<é>\":\"'+&\u007f\u2028\ue000😀/\"}");
        CustomData.Empty.ToJson().Should().Be("{}");
    }

    [Fact]
    public void JSON_of_the_largest_custom_data_is_below_the_size_limit_of_JSON()
    {
        var value = new string('\u0001', 4_095);
        var custom = new CustomData { ["a"] = value, ["b"] = value, ["c"] = value, ["d"] = value };

        CustomData.Parse(custom.ToJson()).Equals(custom).Should().BeTrue();
    }

    [Fact]
    public void The_serializer_writes_and_reads_an_object_of_strings()
    {
        var custom = new CustomData { ["Z"] = "1", ["a"] = "é" };

        JsonSerializer.Serialize(custom, Relaxed).Should().Be(custom.ToJson());
        JsonSerializer.Deserialize<Holder>("""{"Custom":{"Z":"1","a":"é"}}""")!.Custom!.ToJson().Should().Be(custom.ToJson());
        JsonSerializer.Deserialize<Holder>("""{"Custom":null}""")!.Custom.Should().BeNull();
    }

    [Theory]
    [InlineData("""{"Custom":{"a":{"b":"hunter2"}}}""", "custom.a must be a string, but is an object. Store structured data as a JSON string.")]
    [InlineData("""{"Custom":{"a":"1","a":"hunter2"}}""", "custom.a must be given once, but is a duplicate key at byte *")]
    [InlineData("""{"Custom":["hunter2"]}""", "custom must be a JSON object of strings, but is an array.")]
    [InlineData("""{"Custom":{"a":null}}""", "custom.a must be a string, but is null. Leave the key out.")]
    [InlineData("""{"Custom":{"a":"\ud800"}}""", "custom.a must be well-formed Unicode, but *")]
    public void The_serializer_refuses_the_same_JSON_with_a_JsonException_that_has_the_path(string json, string message)
    {
        var error = FluentActions.Invoking(() => JsonSerializer.Deserialize<Holder>(json))
            .Should().ThrowExactly<JsonException>().WithMessage(message).Which;

        error.Path.Should().Be("$.Custom");
        error.InnerException.Should().BeOfType<InvalidConversationDataException>();
        error.ToString().Should().NotContain(Refused.Secret);
    }

    [Fact]
    public async Task The_serializer_refuses_JSON_over_128_KiB_also_from_a_stream()
    {
        using var stream = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(
            new Dictionary<string, string> { ["a"] = new('x', 5_000_000) }));

        var act = () => JsonSerializer.DeserializeAsync<CustomData>(stream).AsTask();

        (await act.Should().ThrowAsync<JsonException>()).WithMessage("custom must have at most 131,072 bytes of JSON*");
    }

    private static Arbitrary<CustomData> AnyCustomData()
    {
        var key = Gen.Elements(Pieces).ListOf().Where(p => p.Count is > 0 and <= 60).Select(string.Concat);
        var value = Gen.Elements(Pieces).ListOf().Select(string.Concat);
        return key.Zip(value)
            .ListOf()
            .Select(pairs => CustomData.From(pairs.DistinctBy(p => p.Item1).Take(20).Select(p => KeyValuePair.Create(p.Item1, p.Item2))))
            .ToArbitrary();
    }

    public sealed record Holder(CustomData? Custom);
}
