using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Conversations;
using EmailNotifications.Configuration;
using Microsoft.Extensions.Options;

namespace EmailNotifications.Unsubscribe;

/// <summary>Signs and verifies the tokens of links to unsubscribe. A token allows one thing: that one user gets no e-mails about one conversation.</summary>
/// <remarks>
/// A token is base64url of the payload and a tag. The payload is the expiry (seconds since 1970, 8 bytes), user and conversation, both as UTF-8
/// with their length before them (2 bytes). The tag is the HMAC-SHA256 of the purpose, with its length before it, and the payload. So no two
/// different contents are signed as the same bytes, and a tag of another purpose is worth nothing here. Numbers are big-endian.
/// </remarks>
internal sealed class UnsubscribeTokens(IOptions<UnsubscribeOptions> options, TimeProvider time)
{
    private const string Purpose = "email-notifications.unsubscribe";
    private const int MaxTokenLength = 2_048;

    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] _secret = _utf8.GetBytes(options.Value.Secret);

    /// <summary>Creates a token. The same arguments give the same token.</summary>
    /// <param name="user">The user whose notifications the token turns off.</param>
    /// <param name="conversation">The conversation.</param>
    /// <param name="from">The time from which <see cref="UnsubscribeOptions.ValidFor"/> counts.</param>
    internal string Create(UserId user, ConversationId conversation, DateTimeOffset from)
    {
        using var stream = new MemoryStream();
        Span<byte> expiry = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(expiry, (from + options.Value.ValidFor).ToUnixTimeSeconds());
        stream.Write(expiry);
        Append(stream, user.Value);
        Append(stream, conversation.Value);
        stream.Write(TagOf(stream.ToArray()));
        return Base64Url.EncodeToString(stream.ToArray());
    }

    /// <summary>Verifies a token. The time that this takes does not depend on how much of its tag is correct.</summary>
    /// <param name="token">The presented token. No value causes an exception.</param>
    /// <param name="user">The user, if the token is valid.</param>
    /// <param name="conversation">The conversation, if the token is valid.</param>
    internal TokenState Read(string? token, out UserId user, out ConversationId conversation)
    {
        (user, conversation) = (default, default);
        if (token is not { Length: <= MaxTokenLength } || !Base64Url.IsValid(token))
            return TokenState.Invalid;

        var bytes = Base64Url.DecodeFromChars(token);

        // Padding, white space and unused bits would make several texts of one token.
        if (bytes.Length < HMACSHA256.HashSizeInBytes || Base64Url.EncodeToString(bytes) != token)
            return TokenState.Invalid;

        var payload = bytes.AsSpan(0, bytes.Length - HMACSHA256.HashSizeInBytes);
        if (!CryptographicOperations.FixedTimeEquals(TagOf(payload), bytes.AsSpan(payload.Length)))
            return TokenState.Invalid;

        if (time.GetUtcNow().ToUnixTimeSeconds() >= BinaryPrimitives.ReadInt64BigEndian(payload))
            return TokenState.Expired;

        // What this app has signed has the form that it gave it.
        var rest = payload[sizeof(long)..];
        user = new(Take(ref rest));
        conversation = new(Take(ref rest));
        return TokenState.Valid;
    }

    private byte[] TagOf(ReadOnlySpan<byte> payload)
    {
        using var signed = new MemoryStream();
        Append(signed, Purpose);
        signed.Write(payload);
        return HMACSHA256.HashData(_secret, signed.ToArray());
    }

    private static void Append(MemoryStream stream, string text)
    {
        var bytes = _utf8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(length, checked((ushort)bytes.Length));
        stream.Write(length);
        stream.Write(bytes);
    }

    private static string Take(ref Span<byte> rest)
    {
        var length = BinaryPrimitives.ReadUInt16BigEndian(rest);
        var text = _utf8.GetString(rest.Slice(sizeof(ushort), length));
        rest = rest[(sizeof(ushort) + length)..];
        return text;
    }
}
