using System.Buffers.Text;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Conversations;

/// <summary>
/// Represents the secret that the sender and the receiver of webhooks share: <c>whsec_</c> and the Base64 text of 24 to 64 bytes, as the
/// Standard Webhooks specification defines it for symmetric signatures. No text of this object shows the secret.
/// </summary>
[DebuggerDisplay("whsec_…")]
public sealed class WebhookSecret : IEquatable<WebhookSecret>, IParsable<WebhookSecret>
{
    /// <summary>The number of bytes of the shortest secret.</summary>
    public const int MinLength = 24;

    /// <summary>The number of bytes of the longest secret.</summary>
    public const int MaxLength = 64;

    private const string Prefix = "whsec_";
    private const int CreatedLength = 32;

    private WebhookSecret(byte[] key) => Hash = new(key);

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    internal WebhookHash Hash { get; }

    /// <summary>Compares two secrets in a time that does not depend on their bytes.</summary>
    /// <param name="left">A secret, or null.</param>
    /// <param name="right">Another secret, or null.</param>
    /// <returns>True if both have the same bytes, or both are null.</returns>
    public static bool operator ==(WebhookSecret? left, WebhookSecret? right) => left?.Equals(right) ?? right is null;

    /// <summary>Compares two secrets in a time that does not depend on their bytes.</summary>
    /// <param name="left">A secret, or null.</param>
    /// <param name="right">Another secret, or null.</param>
    /// <returns>False if both have the same bytes, or both are null.</returns>
    public static bool operator !=(WebhookSecret? left, WebhookSecret? right) => !(left == right);

    /// <summary>Creates a secret of 32 random bytes.</summary>
    /// <returns>The secret.</returns>
    public static WebhookSecret Create() => new(RandomNumberGenerator.GetBytes(CreatedLength));

    /// <summary>Returns the secret with given bytes, such as those of the ASCII text of a secret key of TalkJS.</summary>
    /// <param name="bytes">The bytes, 24 to 64.</param>
    /// <returns>The secret.</returns>
    /// <exception cref="ArgumentException">There are fewer or more bytes.</exception>
    public static WebhookSecret FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length is >= MinLength and <= MaxLength
        ? new(bytes.ToArray())
        : throw new ArgumentException($"The secret of a webhook has {MinLength} to {MaxLength} bytes.", nameof(bytes));

    /// <summary>Reads a secret.</summary>
    /// <param name="text"><c>whsec_</c>, then the Base64 text of 24 to 64 bytes with its padding and without white space.</param>
    /// <returns>The secret.</returns>
    /// <exception cref="FormatException">The text is no secret. The message does not contain the text.</exception>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    public static WebhookSecret Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var secret)
            ? secret
            : throw new FormatException($"The secret of a webhook is '{Prefix}' and the Base64 text of {MinLength} to {MaxLength} bytes.");
    }

    /// <summary>Reads a secret, if the text is one.</summary>
    /// <param name="text">The text, as for <see cref="Parse(string)"/>, or null.</param>
    /// <param name="secret">The secret, or null.</param>
    /// <returns>True if the text is a secret.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out WebhookSecret? secret)
    {
        secret = null;
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal))
            return false;

        var encoded = text.AsSpan(Prefix.Length);

        // The decoder skips white space.
        if (encoded.Length % 4 != 0 || encoded.ContainsAny(" \t\r\n") || !Base64.IsValid(encoded, out var length) || length is < MinLength or > MaxLength)
            return false;

        var key = new byte[length];
        if (!Convert.TryFromBase64Chars(encoded, key, out _))
            return false;

        secret = new(key);
        return true;
    }

    static WebhookSecret IParsable<WebhookSecret>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<WebhookSecret>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out WebhookSecret result) =>
        TryParse(s, out result);

    /// <summary>Returns the secret as text, for the owner of the other side. Do not log it.</summary>
    /// <returns><c>whsec_</c> and the Base64 text of the bytes.</returns>
    public string Reveal() => Prefix + Convert.ToBase64String(Hash.Key);

    /// <inheritdoc/>
    public bool Equals([NotNullWhen(true)] WebhookSecret? other) => other is not null && CryptographicOperations.FixedTimeEquals(Hash.Key, other.Hash.Key);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as WebhookSecret);

    /// <summary>Returns the same number for all secrets of one length, so that it tells nothing about the bytes.</summary>
    /// <returns>The length.</returns>
    public override int GetHashCode() => Hash.Key.Length;

    /// <summary>Returns a text that does not contain the secret.</summary>
    /// <returns>Always the same text.</returns>
    public override string ToString() => $"{Prefix}***";
}
