using System.Text.Json;

namespace Conversations.Tests.Model;

public sealed class CustomPatchTests
{
    private static readonly CustomData Current = new() { ["a"] = "1", ["b"] = "2", ["c"] = "3" };

    [Fact]
    public void Existing_keys_keep_their_position_and_new_keys_follow_in_the_order_of_the_patch()
    {
        var result = Current.With(new() { ["z"] = "26", ["b"] = "two", ["y"] = "25" });

        result.ToJson().Should().Be("""{"a":"1","b":"two","c":"3","z":"26","y":"25"}""");
        Current.ToJson().Should().Be("""{"a":"1","b":"2","c":"3"}""");
    }

    [Fact]
    public void Null_removes_an_existing_key_and_ignores_a_missing_key() =>
        Current.With(new() { ["a"] = null, ["x"] = null, ["c"] = null }).ToJson().Should().Be("""{"b":"2"}""");

    [Fact]
    public void Removing_all_keys_returns_the_empty_instance() =>
        Current.With(new() { ["a"] = null, ["b"] = null, ["c"] = null }).Should().BeSameAs(CustomData.Empty);

    [Fact]
    public void A_patch_that_changes_nothing_returns_the_same_instance()
    {
        Current.With(new()).Should().BeSameAs(Current);
        Current.With(new() { ["b"] = "2", ["x"] = null }).Should().BeSameAs(Current);
    }

    [Fact]
    public void The_result_may_reach_each_limit_but_not_exceed_it()
    {
        var fifty = CustomData.From(Enumerable.Range(0, 50).Select(i => KeyValuePair.Create($"k{i:00}", "")));
        var value = new string('x', 4_095);
        var full = new CustomData { ["a"] = value, ["b"] = value, ["c"] = value };

        fifty.With(new() { ["k00"] = null, ["new"] = "" }).Count.Should().Be(50);
        Refused.By(() => fifty.With(new() { ["new"] = Refused.Secret }), "custom", "at most 50 keys", "at least 51");
        full.With(new() { ["d"] = value }).Count.Should().Be(4);
        Refused.By(() => full.With(new() { ["d"] = value + "x" }), "custom", "at most 16,384 bytes", "16,385");
        full.With(new() { ["d"] = value + "x", ["a"] = null }).Count.Should().Be(3);
    }

    [Fact]
    public void Keys_and_values_of_a_patch_have_the_limits_of_custom_data()
    {
        var patch = new CustomPatch();

        Refused.By(() => patch[""] = "1", "custom", "1 to 255 bytes", "empty");
        Refused.By(() => patch[""] = null, "custom", "1 to 255 bytes", "empty");
        Refused.By(() => patch["a"] = Refused.Secret.PadRight(4_097), "custom.a", "4,096", "4,097");
        Refused.By(() => patch["a"] = "hunter2\0", "custom.a", "NUL", "index 7");
        patch.Invoking(p => p[null!] = "1").Should().Throw<ArgumentNullException>();
        patch.Should().BeEmpty();
    }

    [Fact]
    public void A_patch_names_at_most_a_hundred_keys()
    {
        var patch = new CustomPatch();
        for (var i = 0; i < 100; i++)
            patch[$"k{i}"] = null;

        Refused.By(() => patch["hunter2"] = null, "custom", "at most 100 keys", "at least 101");
        patch["k0"] = "again";
        patch.Count.Should().Be(100);
    }

    [Fact]
    public void A_patch_distinguishes_removed_keys_from_keys_that_it_does_not_name()
    {
        var patch = new CustomPatch { ["b"] = null, ["a"] = "1", ["c"] = null };
        patch["b"] = "2";

        patch.Keys.Should().Equal("b", "a", "c");
        patch.Values.Should().Equal("2", "1", null);
        patch.TryGetValue("c", out var removed).Should().BeTrue();
        removed.Should().BeNull();
        patch.ContainsKey("d").Should().BeFalse();
        patch.Invoking(p => p["d"]).Should().Throw<KeyNotFoundException>();
    }

    [Fact]
    public void JSON_of_a_patch_contains_strings_and_nulls_in_their_order()
    {
        const string json = """{"b":"2","a":null,"__proto__":""}""";

        var patch = JsonSerializer.Deserialize<CustomPatch>(json)!;

        patch.Keys.Should().Equal("b", "a", "__proto__");
        patch.Values.Should().Equal("2", null, "");
        JsonSerializer.Serialize(patch).Should().Be(json);
    }

    [Theory]
    [InlineData("""{"a":1}""", "custom.a must be a string or null, but is a number.*")]
    [InlineData("""{"a":{"b":"hunter2"}}""", "custom.a must be a string or null, but is an object. Store structured data as a JSON string.")]
    [InlineData("""{"a":null,"a":"hunter2"}""", "custom.a must be given once, but is a duplicate key*")]
    [InlineData("""["hunter2"]""", "custom must be a JSON object of strings*")]
    public void JSON_of_a_patch_is_refused_when_a_value_is_neither_string_nor_null(string json, string message) =>
        FluentActions.Invoking(() => JsonSerializer.Deserialize<CustomPatch>(json))
            .Should().ThrowExactly<JsonException>().WithMessage(message)
            .Which.ToString().Should().NotContain(Refused.Secret);

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void JSON_of_a_patch_names_at_most_a_hundred_keys(int keys, bool isTaken)
    {
        var json = "{" + string.Join(',', Enumerable.Range(0, keys).Select(i => $"\"k{i}\":null")) + "}";

        var act = () => JsonSerializer.Deserialize<CustomPatch>(json);

        if (isTaken)
            act().Should().HaveCount(keys);
        else
            act.Should().Throw<JsonException>().WithMessage("custom must have at most 100 keys, but has at least 101.");
    }
}
