using System.Text.Json;

namespace Conversations.Tests.Model;

public sealed class CustomDataTests
{
    [Fact]
    public void An_initializer_sets_keys_in_their_order()
    {
        var custom = new CustomData { ["z"] = "1", ["a"] = "2", ["m"] = "" };

        custom.Keys.Should().Equal("z", "a", "m");
        custom.Values.Should().Equal("1", "2", "");
        custom.Count.Should().Be(3);
        custom["a"].Should().Be("2");
    }

    [Fact]
    public void A_key_set_twice_in_an_initializer_keeps_its_place()
    {
        var key = "a";

        var custom = new CustomData { ["a"] = "1", ["b"] = "2", [key[..1]] = "three" };

        custom.ToJson().Should().Be("""{"a":"three","b":"2"}""");
        custom.Equals(CustomData.Parse(custom.ToJson())).Should().BeTrue();
    }

    [Fact]
    public void A_missing_key_is_not_found()
    {
        var custom = new CustomData { ["a"] = "1" };

        custom.TryGetValue("A", out var value).Should().BeFalse();
        value.Should().BeNull();
        custom.ContainsKey("b").Should().BeFalse();
        custom.Invoking(c => c["hunter2"]).Should().Throw<KeyNotFoundException>().WithMessage("*no such key.");
        custom.Invoking(c => c.ContainsKey(null!)).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void Equality_is_that_of_a_dictionary()
    {
        var custom = new CustomData { ["a"] = "1", ["b"] = "2" };
        var turned = new CustomData { ["b"] = "2", ["a"] = "1" };

        custom.Equals(turned).Should().BeTrue();
        custom.GetHashCode().Should().Be(turned.GetHashCode());
        custom.Equals((object)turned).Should().BeTrue();
        custom.Equals(JsonSerializer.Deserialize<CustomData>("null")).Should().BeFalse();
        custom.Equals(new object()).Should().BeFalse();
        new CustomData().Equals(CustomData.Empty).Should().BeTrue();
    }

    [Theory]
    [InlineData("""{"a":"1"}""")]
    [InlineData("""{"a":"1","b":"3"}""")]
    [InlineData("""{"a":"1","B":"2"}""")]
    [InlineData("""{"a":"2","b":"1"}""")]
    [InlineData("""{"a":"1","b":"2","c":""}""")]
    [InlineData("{}")]
    public void Custom_data_with_another_key_or_value_is_not_equal(string json) =>
        new CustomData { ["a"] = "1", ["b"] = "2" }.Equals(CustomData.Parse(json)).Should().BeFalse();

    [Fact]
    public void From_keeps_the_order_of_pairs_and_returns_custom_data_as_the_same_instance()
    {
        var custom = CustomData.From([new("b", "1"), new("a", "2")]);

        custom.ToJson().Should().Be("""{"b":"1","a":"2"}""");
        CustomData.From(custom).Should().BeSameAs(custom);
        CustomData.From(new Dictionary<string, string>()).Should().BeEmpty();
    }

    [Fact]
    public void Pairs_with_a_duplicate_key_are_refused() =>
        Refused.By(() => CustomData.From([new("a", "1"), new("a", Refused.Secret)]), "custom.a", "once", "duplicate key");

    [Fact]
    public void An_endless_sequence_of_pairs_is_refused_at_the_first_pair_above_the_limit()
    {
        var taken = 0;
        IEnumerable<KeyValuePair<string, string>> Endless()
        {
            while (true)
                yield return new($"k{taken++}", "");
        }

        Refused.By(() => CustomData.From(Endless()), "custom", "at most 50 keys", "at least 51");
        taken.Should().Be(51);
    }

    [Fact]
    public void Null_is_neither_a_key_nor_a_value()
    {
        Refused.By(() => _ = new CustomData { ["a"] = null! }, "custom.a", "must be a string", "is null");
        FluentActions.Invoking(() => new CustomData { [null!] = "1" }).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => CustomData.From([new(null!, "1")])).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => CustomData.From(null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => CustomData.Parse((string)null!)).Should().Throw<ArgumentNullException>();
    }
}
