using Conversations.Decisions;

namespace Conversations.Tests.Decisions;

/// <summary>
/// Tests the hash of the content. Stores keep it, so it must not change from one version to the next: the expected values were computed
/// by another program, from the description of the hash.
/// </summary>
public sealed class ContentHashTests
{
    [Fact]
    public void Hash_of_a_text_is_that_of_its_length_and_its_bytes_and_of_an_empty_reply() =>
        ContentHash.Of("Hi", CustomData.Empty, null).ToString().Should().Be("23729e037a5ae153a767cfaf8e396d59");

    [Fact]
    public void Hash_contains_the_answered_message_and_the_custom_data_in_the_order_of_its_keys() =>
        ContentHash.Of("Grüße 😀", new() { ["b"] = "2", ["a"] = "1", ["B"] = "3" }, new("m1")).ToString().Should().Be("671f6c1440e984ed23b872cc69322db5");

    [Theory]
    [InlineData(2_000, 2_000, 1, "m1", "6ee01145cc90f65a6a9513b9e6fc4d12")]
    [InlineData(800, 400, 300, "m1", "350918ecb30ba153f1e2a9e4c102b9ed")]
    [InlineData(1_020, 1, 0, "m1", "40bfd47ab3948d6b2135ef48f94a921e")]
    [InlineData(1_021, 1, 0, null, "ef8c29a13bd35f641dd560ddebcccd72")]
    [InlineData(1_016, 0, 0, null, "80d0204a47ef50445870f504ed6bf9ae")]
    public void Hash_of_long_content_is_computed_as_that_of_short_content(int text, int first, int second, string? replyTo, string expected)
    {
        var patch = new CustomPatch();
        if (first > 0)
            patch["k"] = new('y', first);
        if (second > 0)
            patch["l"] = new('z', second);

        ContentHash.Of(new('x', text), CustomData.Empty.With(patch), replyTo is null ? null : new(replyTo)).ToString().Should().Be(expected);
    }

    [Fact]
    public void Content_that_differs_in_one_part_has_another_hash()
    {
        var hashes = new[]
        {
            ContentHash.Of("Hi", CustomData.Empty, null),
            ContentHash.Of("hi", CustomData.Empty, null),
            ContentHash.Of("Hi", CustomData.Empty, new("m1")),
            ContentHash.Of("Hi", CustomData.Empty, new("m2")),
            ContentHash.Of("Him1", CustomData.Empty, null),
            ContentHash.Of("Hi", new() { ["a"] = "1" }, null),
            ContentHash.Of("Hi", new() { ["a"] = "2" }, null),
            ContentHash.Of("Hi", new() { ["b"] = "1" }, null),
            ContentHash.Of("Hi", new() { ["a"] = "1", ["b"] = "1" }, null),
            ContentHash.Of("Hi", new() { ["a1"] = "" }, null),
            default,
        };

        hashes.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Order_of_the_keys_does_not_matter() =>
        ContentHash.Of("Hi", new() { ["b"] = "2", ["a"] = "1" }, null).Should().Be(ContentHash.Of("Hi", new() { ["a"] = "1", ["b"] = "2" }, null));

    [Fact]
    public void Bytes_that_a_store_kept_give_the_same_hash()
    {
        byte[] bytes = [0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0xff];
        var longer = new byte[17];
        longer[16] = 7;

        var hash = new ContentHash(bytes);
        hash.CopyTo(longer);

        hash.ToByteArray().Should().Equal(bytes);
        longer.Should().Equal([.. bytes, 7]);
        hash.ToString().Should().Be("000102030405060708090a0b0c0d0eff");
        hash.Should().Be(new ContentHash(bytes)).And.NotBe(default(ContentHash));
        default(ContentHash).ToString().Should().Be(new string('0', 32));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(17)]
    public void Hash_has_exactly_16_bytes(int length)
    {
        var act = () => new ContentHash(new byte[length]);

        act.Should().ThrowExactly<ArgumentException>().WithMessage($"A content hash has 16 bytes, but {length} were given.*").WithParameterName("bytes");
    }

    [Fact]
    public void Destination_that_is_too_short_is_refused()
    {
        var act = () => default(ContentHash).CopyTo(new byte[15]);

        act.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Content_must_not_be_null()
    {
        var noText = () => ContentHash.Of(null!, CustomData.Empty, null);
        var noCustom = () => ContentHash.Of("Hi", null!, null);

        noText.Should().ThrowExactly<ArgumentNullException>().WithParameterName("text");
        noCustom.Should().ThrowExactly<ArgumentNullException>().WithParameterName("custom");
    }
}
