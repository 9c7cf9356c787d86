using System.Security.Cryptography;

namespace Conversations;

/// <summary>Derives a conversation id that nobody can predict without the secret.</summary>
/// <remarks>
/// The id is the HMAC-SHA256 (RFC 2104) of the UTF-8 bytes of a logical id, in lower-case hexadecimal digits. This is the result of
/// <c>OpenSSL::HMAC.hexdigest('sha256', secret, id)</c> in Ruby. An app with one set of secrets should use
/// <see cref="IConversationIds"/> instead, which is faster and also finds ids that were derived with older secrets.
/// </remarks>
public static class HmacConversationId
{
    /// <summary>Hides a logical id with a secret.</summary>
    /// <param name="secret">The secret, at least 16 bytes.</param>
    /// <param name="id">The logical id: any well-formed text of at least one character. It may be longer than an id.</param>
    /// <returns>The id: 64 lower-case hexadecimal digits.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="id"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// The secret is too short, or the logical id is empty or contains a lone surrogate. The message repeats neither of them.
    /// </exception>
    public static ConversationId Derive(ReadOnlySpan<byte> secret, string id)
    {
        Secret.Check(secret, nameof(secret));
        ArgumentException.ThrowIfNullOrEmpty(id);
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        KeyedHmac.Once(secret, id, digest, nameof(id));
        return ConversationId.FromStored(Convert.ToHexStringLower(digest));
    }

    /// <summary>Hides a logical id with a secret.</summary>
    /// <param name="secret">The secret: well-formed text of at least 16 bytes of UTF-8.</param>
    /// <param name="id">The logical id: any well-formed text of at least one character. It may be longer than an id.</param>
    /// <returns>The id: 64 lower-case hexadecimal digits.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="secret"/> or <paramref name="id"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// The secret is too short or contains a lone surrogate, or the logical id is empty or contains one. The message repeats
    /// neither of them.
    /// </exception>
    public static ConversationId Derive(string secret, string id) => Derive(Secret.Encode(secret, nameof(secret)), id);
}
