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
    public void Secret_may_be_longer_than_the_block_of_the_hash(int length)
    {
        var secret = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();

        new KeyedHmac(secret).ComputeHex("x", "text").Should().Be(Convert.ToHexStringLower(HMACSHA256.HashData(secret, "x"u8)));
    }
}
