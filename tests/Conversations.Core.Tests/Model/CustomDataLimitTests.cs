using System.Text.Json;

namespace Conversations.Tests.Model;

/// <summary>
/// Tests each limit at its bound and one above it, for every way to create custom data: initializer, pairs, JSON,
/// serializer.
/// </summary>
public sealed class CustomDataLimitTests
{
    private const string KeyLimit = "must have keys of 1 to 255 bytes of UTF-8";

    public static TheoryData<string> GoodKeys { get; } =
    [
        new string('k', 255), new string('é', 127) + "k", string.Concat(Enumerable.Repeat("😀", 63)) + "kkk",
        " ", "$type", "a.b", "a[0]", "a'b", "__proto__", "\"", "\\", "\n", "constructor", "' OR 1=1 --", "$1", "%", "null",
    ];

    // Enumeration at discovery would make ill-formed text well-formed, so the tests disable it.
    public static TheoryData<string, string, string> BadKeys { get; } = new()
    {
        { "", KeyLimit, "an empty one" },
        { new string('k', 256), KeyLimit, "256" },
        { new string('é', 128), KeyLimit, "256" },
        { string.Concat(Enumerable.Repeat("😀", 64)), KeyLimit, "256" },
        { new string('k', 10_000), KeyLimit, "at least 10,000" },
        { "hunter2\0", "without NUL", "has one" },
        { "hunter2\ud800", "well-formed Unicode", "lone surrogate" },
        { "\udc00\ud800hunter2", "well-formed Unicode", "lone surrogate" },
    };

    public static TheoryData<string, string, string> BadValues { get; } = new()
    {
        { Refused.Secret.PadRight(4_097), "at most 4,096 characters", "has 4,097" },
        { "hunter2\0", "must not contain NUL", "at index 7" },
        { "hunter2\ud800", "well-formed Unicode", "at index 7" },
        { "hunter2\ude00\ud83d", "well-formed Unicode", "at index 7" },
    };

    [Theory]
    [MemberData(nameof(GoodKeys))]
    public void A_valid_key_is_accepted_unchanged(string key)
    {
        foreach (var custom in EveryWay([new(key, "v")]))
            custom().Single().Should().Be(KeyValuePair.Create(key, "v"));
    }

    [Theory]
    [MemberData(nameof(BadKeys), DisableDiscoveryEnumeration = true)]
    public void An_invalid_key_is_refused(string key, string limit, string found)
    {
        foreach (var custom in FromObjects([new(key, "v")]))
            Refused.By(() => custom(), "custom", limit, found);
    }

    [Theory]
    [MemberData(nameof(BadValues), DisableDiscoveryEnumeration = true)]
    public void An_invalid_value_is_refused(string value, string limit, string found)
    {
        foreach (var custom in FromObjects([new("a", value)]))
            Refused.By(() => custom(), "custom.a", limit, found);
    }

    [Fact]
    public void A_value_of_4096_characters_is_accepted_and_a_longer_one_is_refused_also_in_JSON()
    {
        var three = new string('漢', 4_096);

        foreach (var custom in EveryWay([new("a", three)]))
            custom()["a"].Should().Be(three);

        Refused.By(() => CustomData.Parse($$"""{"a":"{{three}}x"}"""), "custom.a", "4,096", "4,097");
    }

    [Fact]
    public void Fifty_keys_are_accepted_and_one_more_is_refused()
    {
        var pairs = Enumerable.Range(0, 51).Select(i => KeyValuePair.Create($"k{i}", "v")).ToList();

        foreach (var custom in EveryWay(pairs.Take(50)))
            custom().SequenceEqual(pairs.Take(50)).Should().BeTrue();
        foreach (var custom in EveryWay(pairs))
            Refused.By(() => custom(), "custom", "at most 50 keys", "at least 51");
    }

    [Fact]
    public void Keys_and_values_of_16_KiB_are_accepted_and_one_byte_more_is_refused()
    {
        // Four keys of 2 bytes, four values of 4,094 bytes: 16,384 bytes.
        var value = new string('x', 4_092) + "é";
        var pairs = Enumerable.Range(0, 4).Select(i => KeyValuePair.Create($"k{i}", value)).ToList();
        List<KeyValuePair<string, string>> more = [.. pairs.Take(3), new("k3", value + "x")];

        foreach (var custom in EveryWay(pairs))
            custom().SequenceEqual(pairs).Should().BeTrue();
        foreach (var custom in EveryWay(more))
            Refused.By(() => custom(), "custom", "at most 16,384 bytes", "16,385");
    }

    [Fact]
    public void A_value_replaced_in_an_initializer_no_longer_counts()
    {
        var value = new string('x', 4_000);
        var key = "a";

        var custom = new CustomData { ["a"] = value, ["b"] = value, ["c"] = value, [key[..1]] = "", ["d"] = value, ["e"] = value };

        custom.Keys.Should().Equal("a", "b", "c", "d", "e");
    }

    [Fact]
    public void The_path_in_an_error_is_truncated_and_shows_no_control_or_format_characters()
    {
        var key = new string('k', 63) + "😀 and more";

        Refused.By(() => _ = new CustomData { [key] = "\0" }, "custom." + new string('k', 63) + "…");
        Refused.By(() => _ = new CustomData { ["a\nb\u202e\u2028\U000E0041"] = "\0" }, "custom.a\ufffdb\ufffd\ufffd\ufffd");
    }

    private static IEnumerable<Func<CustomData>> FromObjects(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        yield return () => CustomData.From(pairs);
        yield return () => pairs.Single() is var (key, value) ? new() { [key] = value } : CustomData.Empty;
    }

    private static IEnumerable<Func<CustomData>> EveryWay(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var json = JsonSerializer.Serialize(pairs.ToDictionary());
        yield return () => CustomData.From(pairs);
        yield return () => CustomData.Parse(json);
        yield return () => CustomData.Parse(JsonSerializer.SerializeToUtf8Bytes(pairs.ToDictionary()));
        yield return () => Unwrapped(() => JsonSerializer.Deserialize<CustomData>(json)!);
    }

    private static CustomData Unwrapped(Func<CustomData> read)
    {
        try
        {
            return read();
        }
        catch (JsonException error) when (error.InnerException is InvalidConversationDataException inner)
        {
            throw inner;
        }
    }
}
