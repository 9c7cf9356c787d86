using System.Security.Cryptography;

namespace Conversations.Tests.Ids;

public sealed class KeyedHmacTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1000)]
    public void Hash_equals_that_of_the_platform_for_secrets_shorter_and_longer_than_its_block(int length)
    {
        var secret = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();

        new KeyedHmac(secret).ComputeHex("x", "text").Should().Be(Convert.ToHexStringLower(HMACSHA256.HashData(secret, "x"u8)));
    }

    [Fact]
    public void Lone_surrogate_is_refused_and_leaves_no_trace_in_the_next_hash()
    {
        var hmac = new KeyedHmac("SOMERANDOMSECRET"u8.ToArray());

        FluentActions.Invoking(() => hmac.ComputeHex(new string('a', 10_000) + "\ud800", "text"))
            .Should().Throw<ArgumentException>().WithParameterName("text").WithMessage("*well-formed Unicode, but has a lone surrogate.*");

        hmac.ComputeHex("x", "text").Should().Be(Convert.ToHexStringLower(HMACSHA256.HashData("SOMERANDOMSECRET"u8, "x"u8)));
    }
}
