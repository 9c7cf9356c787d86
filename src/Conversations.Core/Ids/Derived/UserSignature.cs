using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Conversations;

/// <summary>
/// Signs user ids, and verifies signatures. A signature proves to another party that the app vouches for a user (identity
/// verification).
/// </summary>
/// <remarks>
/// A signature is the HMAC-SHA256 (RFC 2104) of the UTF-8 bytes of the user id, in lower-case hexadecimal digits. Its secret must
/// differ from every secret that is used for conversation ids, because the function is the same. With one secret for both, the
/// signature of a user <c>dev</c> would be equal to the hidden id of a conversation <c>dev</c>, and would disclose it.
/// </remarks>
public static class UserSignature
{
    private const int Length = 2 * HMACSHA256.HashSizeInBytes;

    /// <summary>Signs a user id.</summary>
    /// <param name="secret">The secret, at least 16 bytes. It must not be one of the secrets for ids.</param>
    /// <param name="userId">The user.</param>
    /// <returns>The signature: 64 lower-case hexadecimal digits.</returns>
    /// <exception cref="ArgumentException">The secret is too short, or the user id is <c>default</c>.</exception>
    public static string Create(ReadOnlySpan<byte> secret, UserId userId)
    {
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Sign(secret, userId, digest);
        return Convert.ToHexStringLower(digest);
    }

    /// <summary>Signs a user id.</summary>
    /// <param name="secret">
    /// The secret: well-formed text of at least 16 bytes of UTF-8. It must not be one of the secrets for ids.
    /// </param>
    /// <param name="userId">The user.</param>
    /// <returns>The signature: 64 lower-case hexadecimal digits.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="secret"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// The secret is too short or contains a lone surrogate, or the user id is <c>default</c>.
    /// </exception>
    public static string Create(string secret, UserId userId) => Create(Secret.Encode(secret, nameof(secret)), userId);

    /// <summary>
    /// Verifies the signature of a user. The time that this takes does not depend on how much of the signature is correct.
    /// </summary>
    /// <param name="secret">The secret, at least 16 bytes. It must not be one of the secrets for ids.</param>
    /// <param name="userId">The user.</param>
    /// <param name="signature">
    /// The presented signature. No value causes an exception: for null and for malformed text, the method returns false.
    /// </param>
    /// <returns>True if the text is the signature of the user, in lower case; otherwise false.</returns>
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

    /// <summary>
    /// Verifies the signature of a user. The time that this takes does not depend on how much of the signature is correct.
    /// </summary>
    /// <param name="secret">
    /// The secret: well-formed text of at least 16 bytes of UTF-8. It must not be one of the secrets for ids.
    /// </param>
    /// <param name="userId">The user.</param>
    /// <param name="signature">
    /// The presented signature. No value causes an exception: for null and for malformed text, the method returns false.
    /// </param>
    /// <returns>True if the text is the signature of the user, in lower case; otherwise false.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="secret"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// The secret is too short or contains a lone surrogate, or the user id is <c>default</c>.
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
