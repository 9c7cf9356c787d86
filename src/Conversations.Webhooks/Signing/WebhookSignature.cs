using System.Security.Cryptography;

namespace Conversations;

/// <summary>The text of ids and signatures.</summary>
internal static class WebhookSignature
{
    /// <summary>The number of bytes of a signature.</summary>
    internal const int Size = HMACSHA256.HashSizeInBytes;

    internal const int MaxIdLength = 256;

    private const string Scheme = "v1,";

    /// <summary>The number of characters of a signature in Base64.</summary>
    private const int EncodedSize = (Size + 2) / 3 * 4;

    internal static bool IsId(string id) => id.Length is > 0 and <= MaxIdLength && !id.AsSpan().ContainsAnyExceptInRange('!', '~') && !id.Contains('.', StringComparison.Ordinal);

    internal static string Format(ReadOnlySpan<byte> hash) => Scheme + Convert.ToBase64String(hash);

    /// <summary>Tells whether a list contains a signature. The bytes are compared in a time that does not depend on them.</summary>
    internal static bool IsAmong(ReadOnlySpan<char> signatures, ReadOnlySpan<byte> hash)
    {
        Span<byte> claimed = stackalloc byte[Size];
        foreach (var range in signatures.Split(' '))
        {
            var one = signatures[range];
            if (one.Length == Scheme.Length + EncodedSize
                && one.StartsWith(Scheme, StringComparison.Ordinal)
                && Convert.TryFromBase64Chars(one[Scheme.Length..], claimed, out var length)
                && length == Size
                && CryptographicOperations.FixedTimeEquals(claimed, hash))
            {
                return true;
            }
        }

        return false;
    }
}
