using System.Text;

namespace Conversations.Tests.Model;

public sealed class CustomDataParseTests
{
    [Fact]
    public void An_object_of_strings_is_read_in_its_order()
    {
        var custom = CustomData.Parse(""" { "z" : "1", "a" : "", "é\u0021\/" : "\ud83d\ude00\n" } """);

        custom.Keys.Should().Equal("z", "a", "é!/");
        custom.Values.Should().Equal("1", "", "😀\n");
        CustomData.Parse("{}").Should().BeSameAs(CustomData.Empty);
    }

    [Theory]
    [InlineData("""{"address":{"b":"hunter2"}}""", "is an object", "Store structured data as a JSON string.")]
    [InlineData("""{"address":[]}""", "is an array", "Store structured data as a JSON string.")]
    [InlineData("""{"address":["hunter2"]}""", "is an array", "Store structured data as a JSON string.")]
    [InlineData("""{"address":1}""", "is a number", "Store it as a string.")]
    [InlineData("""{"address":1e131071}""", "is a number", "Store it as a string.")]
    [InlineData("""{"address":true}""", "is a boolean", "Store it as a string.")]
    [InlineData("""{"address":false}""", "is a boolean", "Store it as a string.")]
    [InlineData("""{"address":null}""", "is null", "Leave the key out.")]
    [InlineData("""{"x":"hunter2","address":{}}""", "is an object", "Store structured data as a JSON string.")]
    public void A_value_that_is_not_a_string_is_refused_with_its_path(string json, string found, string advice)
    {
        foreach (var error in Refusals(json, "custom.address"))
            error.Message.Should().Be($"custom.address must be a string, but {found}. {advice}");
    }

    [Theory]
    [InlineData("[]", "is an array")]
    [InlineData("""["hunter2"]""", "is an array")]
    [InlineData("\"hunter2\"", "is a string")]
    [InlineData("null", "is null")]
    [InlineData("12", "is a number")]
    [InlineData("true", "is a boolean")]
    [InlineData("", "at byte 0")]
    [InlineData(" ", "at byte 1")]
    [InlineData("{", "at byte 1")]
    [InlineData("""{"a":"hunter2""", "at byte 13")]
    [InlineData("""{"a":"1"} x""", "at byte 10")]
    [InlineData("""{"a":"1"}{"b":"2"}""", "at byte 9")]
    [InlineData("{\"a\":\"é\",\n\"b\":\n \"1\" hunter2}", "at byte 21")]
    [InlineData("{'a':'hunter2'}", "at byte 1")]
    [InlineData("{a:\"hunter2\"}", "at byte 1")]
    [InlineData("""{"a":"1",}""", "at byte 9")]
    [InlineData("""{,"a":"1"}""", "at byte 1")]
    [InlineData("""{"a" "1"}""", "at byte 5")]
    [InlineData("""{"a":"1" "b":"2"}""", "at byte 9")]
    [InlineData("""{/*hunter2*/"a":"1"}""", "at byte 1")]
    [InlineData("{\"a\":\"1\"} // hunter2", "at byte 10")]
    [InlineData("# hunter2", "at byte 0")]
    [InlineData("""{"a":NaN}""", "at byte 5")]
    [InlineData("NaN", "at byte 0")]
    [InlineData("""{"a":Infinity}""", "at byte 5")]
    [InlineData("""{"a":undefined}""", "at byte 5")]
    [InlineData("""{"a":"\x"}""", "at byte 7")]
    [InlineData("""{"a":"\u12"}""", "at byte 10")]
    [InlineData("{\"a\":\"hunter2\n\"}", "at byte 13")]
    [InlineData("{\"a\":\"\t\"}", "at byte 6")]
    [InlineData("\ufeff{\"a\":\"1\"}", "at byte 0")]
    [InlineData("{\"a\":\"1\"}\0", "at byte 9")]
    public void JSON_that_is_not_an_object_of_strings_is_refused_with_the_position(string json, string found)
    {
        foreach (var error in Refusals(json, "custom"))
        {
            error.Limit.Should().Be("must be a JSON object of strings");
            error.Found.Should().EndWith(found);
        }
    }

    [Theory]
    [InlineData(new byte[] { 0x22, 0xFF, 0x22 }, "at byte 1")]
    [InlineData(new byte[] { 0x7B, 0x22, 0x61, 0x22, 0x3A, 0x22, 0xFF, 0x22, 0x7D }, "at byte 6")]
    [InlineData(new byte[] { 0x7B, 0x22, 0xC0, 0x80, 0x22, 0x3A, 0x22, 0x22, 0x7D }, "at byte 2")]
    [InlineData(new byte[] { 0x7B, 0x22, 0xED, 0xA0, 0x80, 0x22, 0x3A, 0x22, 0x22, 0x7D }, "at byte 2")]
    [InlineData(new byte[] { 0x7B, 0x7D, 0xE2, 0x82 }, "at byte 2")]
    [InlineData(new byte[] { 0xFE, 0xFF, 0x00, 0x7B }, "at byte 0")]
    public void Bytes_that_are_not_UTF8_are_refused_with_the_position(byte[] json, string found) =>
        Refused.By(() => CustomData.Parse(json), "custom", "JSON object", found);

    [Fact]
    public void A_text_with_a_lone_surrogate_is_refused_with_the_position() =>
        Refused.By(() => CustomData.Parse("{\"é\":\"\ud800\"}"), "custom", "JSON object", "lone surrogate at byte 7");

    [Theory]
    [InlineData("""{"a":"\u0000"}""", "custom.a", "NUL")]
    [InlineData("""{"\u0000":"1"}""", "custom", "NUL")]
    [InlineData("""{"a":"hunter2\ud800"}""", "custom.a", "well-formed Unicode")]
    [InlineData("""{"a":"\udc00\ud800"}""", "custom.a", "well-formed Unicode")]
    [InlineData("""{"hunter2\ud800":"1"}""", "custom", "well-formed Unicode")]
    [InlineData("""{"":"hunter2"}""", "custom", "1 to 255 bytes")]
    [InlineData("""{"a":"1","a":"hunter2"}""", "custom.a", "given once")]
    [InlineData("""{"a":"1","\u0061":"hunter2"}""", "custom.a", "given once")]
    [InlineData("""{"a":"1","b":"2","a":{}}""", "custom.a", "given once")]
    public void A_key_or_value_that_breaks_a_rule_is_refused(string json, string field, string limit)
    {
        foreach (var error in Refusals(json, field))
            error.Limit.Should().Contain(limit);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    [InlineData("{\"a\":[")]
    public void Deep_nesting_is_refused_at_its_first_level(string open) =>
        Refusals(string.Concat(Enumerable.Repeat(open, 20_000)), null).Should().HaveCount(2);

    [Fact]
    public void A_depth_of_100000_is_refused_without_a_stack_overflow() =>
        Refused.By(() => CustomData.Parse("{\"a\":" + new string('[', 100_000)), "custom.a", "must be a string", "is an array");

    [Fact]
    public void JSON_of_128_KiB_is_read_and_larger_JSON_is_refused_without_parsing()
    {
        var json = "{\"a\":\"1\"}".PadRight(128 * 1024);

        CustomData.Parse(json).Should().ContainKey("a");
        foreach (var error in Refusals(json + " ", "custom"))
            error.Message.Should().Be("custom must have at most 131,072 bytes of JSON, but has at least 131,073.");
        foreach (var error in Refusals(new string('漢', 50_000), "custom"))
            error.Limit.Should().Contain("131,072");
    }

    [Fact]
    public void A_million_keys_are_refused_by_their_size()
    {
        var json = "{" + string.Join(',', Enumerable.Range(0, 1_000_000).Select(i => $"\"{i}\":\"\"")) + "}";
        var before = GC.GetAllocatedBytesForCurrentThread();

        Refused.By(() => CustomData.Parse(json), "custom", "131,072 bytes of JSON", "at least");

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(1_000_000);
    }

    /// <summary>Returns the errors that parsing throws for the JSON as text and as bytes.</summary>
    private static IEnumerable<InvalidConversationDataException> Refusals(string json, string? field)
    {
        var bytes = Encoding.Default.GetBytes(json);
        foreach (var parse in new Action[] { () => CustomData.Parse(json), () => CustomData.Parse(bytes) })
        {
            var error = FluentActions.Invoking(parse).Should().ThrowExactly<InvalidConversationDataException>().Which;
            yield return Refused.By(parse, field ?? error.Field);
        }
    }
}
