using System.Text.Json;
using System.Text.Json.Serialization;

namespace Conversations.Tests.Model;

public sealed class CustomDataArgumentTests
{
    [Fact]
    public void Missing_arguments_are_named()
    {
        FluentActions.Invoking(() => CustomData.Empty.With(null!)).Should().Throw<ArgumentNullException>().WithParameterName("patch");
        FluentActions.Invoking(() => new CustomPatch { ["a"] = "1" }.TryGetValue(null!, out _)).Should().Throw<ArgumentNullException>().WithParameterName("key");
        MissingIn(CustomData.Empty);
        MissingIn(new CustomPatch());
    }

    [Fact]
    public void Key_that_is_not_in_a_patch_throws() =>
        FluentActions.Invoking(() => new CustomPatch()["a"]).Should().Throw<KeyNotFoundException>().WithMessage("*no such key.");

    [Fact]
    public void Null_is_refused_with_the_advice_to_leave_the_key_out() =>
        Refused.By(() => _ = new CustomData { ["a"] = null! }, "custom.a", "must be a string", "is null").Message.Should().Contain("Leave the key out.");

    [Fact]
    public void Value_of_full_data_can_be_replaced()
    {
        var full = CustomData.From(Enumerable.Range(0, CustomRules.MaxKeys).Select(number => KeyValuePair.Create($"k{number}", "1")));
        var indexer = typeof(CustomData).GetProperty("Item")!;

        indexer.SetValue(full, "2", ["k0"]);
        indexer.SetValue(full, "3", ["k1"]);

        full.Should().HaveCount(CustomRules.MaxKeys).And.Contain("k0", "2").And.Contain("k1", "3");
    }

    [Fact]
    public void Size_is_that_of_the_data_and_not_of_the_JSON_around_it()
    {
        var json = """{"x":{<space>"a":"1"},"y":{<space>"a":"2"}}""".Replace("<space>", new string(' ', 100_000), StringComparison.Ordinal);

        JsonSerializer.Deserialize<Dictionary<string, CustomData>>(json)!["y"]["a"].Should().Be("2");
    }

    [Fact]
    public void Text_of_more_characters_than_there_may_be_bytes_is_refused_before_it_is_read() =>
        Refused.By(() => CustomData.Parse(new string(' ', 200_000)), "custom", "at most 131,072 bytes", "has at least 200,000");

    [Theory]
    [InlineData("""{"a":1}""", "has a value that is not a string")]
    [InlineData("""{"a":"b" """, "is something else")]
    [InlineData("""{"a\ud800":"b"}""", "is something else")]
    [InlineData("[]", "is an array")]
    public void Stored_JSON_that_is_no_custom_data_is_refused(string json, string found) =>
        Refused.By(() => CustomData.FromStored(json), "custom", "must be a JSON object of strings", found);

    [Fact]
    public void Stored_JSON_with_a_lone_surrogate_is_refused() =>
        Refused.By(() => CustomData.FromStored("{\"a\":\"" + '\ud800' + "\"}"), "custom", "must be a JSON object of strings", "has a lone surrogate");

    [Theory]
    [InlineData("""{"a":"1","b\ud800":"2"}""", "custom", "must have keys of well-formed Unicode", "has a malformed one at byte 9")]
    [InlineData("""{"a":"1","b":"\ud800"}""", "custom.b", "must be well-formed Unicode", "is malformed at byte 13")]
    public void Malformed_Unicode_in_JSON_is_refused_with_its_place(string json, string field, string limit, string found) =>
        Refused.By(() => CustomData.Parse(json), field, limit, found);

    [Fact]
    public void Reader_with_a_part_of_the_JSON_is_refused() =>
        FluentActions.Invoking(ReadPart).Should().Throw<JsonException>().WithMessage("The reader contains only a part of the JSON.*");

    private static void ReadPart()
    {
        var reader = new Utf8JsonReader("""{"a":"""u8, isFinalBlock: false, default);
        reader.Read();
        CustomJson.Read(ref reader, CustomRules.MaxKeys, takesNull: false);
    }

    private static void MissingIn<T>(T value)
        where T : class
    {
        var converter = (JsonConverter<T>)JsonSerializerOptions.Default.GetConverter(typeof(T));
        using var writer = new Utf8JsonWriter(new MemoryStream());

        FluentActions.Invoking(() => converter.Write(null!, value, JsonSerializerOptions.Default)).Should().Throw<ArgumentNullException>().WithParameterName("writer");
        FluentActions.Invoking(() => converter.Write(writer, null!, JsonSerializerOptions.Default)).Should().Throw<ArgumentNullException>().WithParameterName(nameof(value));
        writer.BytesCommitted.Should().Be(0);
        writer.BytesPending.Should().Be(0);
    }
}
