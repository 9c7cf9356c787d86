using System.Security.Cryptography;

namespace Conversations;

/// <summary>Derives a conversation id that nobody can predict without the secret.</summary>
/// <remarks>
/// The HMAC-SHA256 (RFC 2104) of the logical id's UTF-8 bytes in lower-case hex: what <c>OpenSSL::HMAC.hexdigest('sha256',
/// secret, id)</c> gives in Ruby. An app with one set of secrets takes <see cref="IConversationIds"/>, which is faster and
/// knows retired secrets.
/// </remarks>
public static class HmacConversationId
{
    /// <summary>Hides a logical id behind a secret.</summary>
    /// <param name="secret">The secret, at least 16 bytes.</param>
    /// <param name="id">The logical id: any well-formed text of at least one character, also longer than an id may be.</param>
    /// <returns>The id: 64 lower-case hex digits.</returns>
    /// <exception cref="ArgumentNullException">The logical id is null.</exception>
    /// <exception cref="ArgumentException">
    /// The secret is too short, or the logical id is empty or has a lone surrogate. The message repeats neither.
    /// </exception>
    public static ConversationId Derive(ReadOnlySpan<byte> secret, string id)
    {
        Secret.Check(secret, nameof(secret));
        ArgumentException.ThrowIfNullOrEmpty(id);
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        KeyedHmac.Once(secret, id, digest, nameof(id));
        return ConversationId.FromStored(Convert.ToHexStringLower(digest));
    }

    /// <summary>Hides a logical id behind a secret.</summary>
    /// <param name="secret">The secret: well-formed text of at least 16 bytes of UTF-8.</param>
    /// <param name="id">The logical id: any well-formed text of at least one character, also longer than an id may be.</param>
    /// <returns>The id: 64 lower-case hex digits.</returns>
    /// <exception cref="ArgumentNullException">The secret or the logical id is null.</exception>
    /// <exception cref="ArgumentException">
    /// The secret is too short or has a lone surrogate, or the logical id is empty or has one. The message repeats neither.
    /// </exception>
    public static ConversationId Derive(string secret, string id) => Derive(Secret.Encode(secret, nameof(secret)), id);
}
