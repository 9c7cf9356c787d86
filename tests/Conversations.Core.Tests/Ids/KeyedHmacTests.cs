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
}
