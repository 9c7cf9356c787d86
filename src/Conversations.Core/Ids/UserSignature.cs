using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Conversations;

/// <summary>Proves to another party that the app vouches for a user: identity verification.</summary>
/// <remarks>
/// The HMAC-SHA256 (RFC 2104) of the user id's UTF-8 bytes in lower-case hex. Its secret must differ from every secret
/// that conversation ids are made with: the function is the same, so under one secret for both the signature of a user
/// <c>dev</c> would be the hidden id of a conversation <c>dev</c>, and handing out one would give away the other.
/// </remarks>
public static class UserSignature
{
    private const int Length = 2 * HMACSHA256.HashSizeInBytes;

    /// <summary>Signs a user id.</summary>
    /// <param name="secret">The secret, at least 16 bytes; no id secret.</param>
    /// <param name="userId">The user.</param>
    /// <returns>The signature: 64 lower-case hex digits.</returns>
    /// <exception cref="ArgumentException">The secret is too short, or the user id is <c>default</c>.</exception>
    public static string Create(ReadOnlySpan<byte> secret, UserId userId)
    {
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Sign(secret, userId, digest);
        return Convert.ToHexStringLower(digest);
    }

    /// <summary>Signs a user id.</summary>
    /// <param name="secret">The secret: well-formed text of at least 16 bytes of UTF-8; no id secret.</param>
    /// <param name="userId">The user.</param>
    /// <returns>The signature: 64 lower-case hex digits.</returns>
    /// <exception cref="ArgumentNullException">The secret is null.</exception>
    /// <exception cref="ArgumentException">
    /// The secret is too short or has a lone surrogate, or the user id is <c>default</c>.
    /// </exception>
    public static string Create(string secret, UserId userId) => Create(Secret.Encode(secret, nameof(secret)), userId);

    /// <summary>Tells whether a signature is that of a user, in a time that does not depend on how much of it is right.</summary>
    /// <param name="secret">The secret, at least 16 bytes; no id secret.</param>
    /// <param name="userId">The user.</param>
    /// <param name="signature">What was presented: whatever it is, null too, it is right or false and never an error.</param>
    /// <returns>Whether it is the signature, which is in lower case.</returns>
    /// <exception cref="ArgumentException">The secret is too short, or the user id is <c>default</c>.</exception>
    public static bool Verify(ReadOnlySpan<byte> secret, UserId userId, string? signature)
    {
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Sign(secret, userId, digest);
        Span<char> expected = stackalloc char[Length];
        Convert.TryToHexStringLower(digest, expected, out _);
        return CryptographicOperations.FixedTimeEquals(
            MemoryMarshal.AsBytes<char>(expected), MemoryMarshal.AsBytes(signature.AsSpan()));
    }

    /// <summary>Tells whether a signature is that of a user, in a time that does not depend on how much of it is right.</summary>
    /// <param name="secret">The secret: well-formed text of at least 16 bytes of UTF-8; no id secret.</param>
    /// <param name="userId">The user.</param>
    /// <param name="signature">What was presented: whatever it is, null too, it is right or false and never an error.</param>
    /// <returns>Whether it is the signature, which is in lower case.</returns>
    /// <exception cref="ArgumentNullException">The secret is null.</exception>
    /// <exception cref="ArgumentException">
    /// The secret is too short or has a lone surrogate, or the user id is <c>default</c>.
    /// </exception>
    public static bool Verify(string secret, UserId userId, string? signature) =>
        Verify(Secret.Encode(secret, nameof(secret)), userId, signature);

    private static void Sign(ReadOnlySpan<byte> secret, UserId userId, Span<byte> digest)
    {
        Secret.Check(secret, nameof(secret));
        userId.Required();
        KeyedHmac.Once(secret, userId.Value, digest, nameof(userId));
    }
}
