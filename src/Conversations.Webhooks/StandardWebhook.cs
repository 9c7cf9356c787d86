using System.Globalization;

namespace Conversations;

/// <summary>
/// Signs webhooks, and verifies them, by the symmetric scheme of the
/// <see href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard Webhooks specification 1.0.0</see>:
/// HMAC-SHA256 over <c>id.timestamp.body</c>.
/// </summary>
public static class StandardWebhook
{
    /// <summary>The header with the id of the message, which is the same at each attempt. Receivers use it as the idempotency key.</summary>
    public const string IdHeader = "webhook-id";

    /// <summary>The header with the time of the attempt, in whole seconds since 1970, UTC.</summary>
    public const string TimestampHeader = "webhook-timestamp";

    /// <summary>The header with the signatures, divided by spaces, such as <c>v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=</c>.</summary>
    public const string SignatureHeader = "webhook-signature";

    private const int MaxTimestampLength = 20;

    /// <summary>How far the timestamp of a message may be from the receiver's clock, in either direction.</summary>
    public static TimeSpan Tolerance { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Signs a message.</summary>
    /// <param name="id">
    /// The id of the message: 1 to 256 visible characters of ASCII without a dot, since a dot divides what is signed.
    /// </param>
    /// <param name="timestamp">The time of the attempt, not before 1970. Parts of a second are cut off.</param>
    /// <param name="body">The body of the request, byte for byte.</param>
    /// <param name="secrets">The secrets. While one replaces another, sign with both, so that receivers may change at any time.</param>
    /// <returns>The value of the header <see cref="SignatureHeader"/>: one signature per secret, in their order.</returns>
    /// <exception cref="ArgumentException">The id is not allowed, or there is no secret, or one is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The time is before 1970.</exception>
    public static string Sign(string id, DateTimeOffset timestamp, ReadOnlySpan<byte> body, params ReadOnlySpan<WebhookSecret> secrets)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (!WebhookSignature.IsId(id))
            throw new ArgumentException("The id of a webhook has 1 to 256 visible characters of ASCII, and no dot.", nameof(id));
        ArgumentOutOfRangeException.ThrowIfLessThan(timestamp, DateTimeOffset.UnixEpoch);
        ThrowIfMissing(secrets);

        var seconds = timestamp.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signatures = new string[secrets.Length];
        Span<byte> hash = stackalloc byte[WebhookSignature.Size];
        for (var i = 0; i < secrets.Length; i++)
        {
            secrets[i].Hash.Compute(id, seconds, body, hash);
            signatures[i] = WebhookSignature.Format(hash);
        }

        return string.Join(' ', signatures);
    }

    /// <summary>Tells whether a message was signed with one of the secrets, at most five minutes ago by the clock of the system.</summary>
    /// <remarks>
    /// Answer the request with 400 or 401 if not, and do not read the body: anyone may have sent it. A message may come more than once with the
    /// same id.
    /// </remarks>
    /// <param name="id">The value of the header <see cref="IdHeader"/>, or null if it is missing.</param>
    /// <param name="timestamp">The value of the header <see cref="TimestampHeader"/>, or null if it is missing.</param>
    /// <param name="signatures">
    /// The value of the header <see cref="SignatureHeader"/>, or null if it is missing. One of its signatures must fit. Those of other
    /// schemes, such as <c>v1a</c>, are skipped.
    /// </param>
    /// <param name="body">The body of the request, byte for byte: before it is parsed.</param>
    /// <param name="secrets">The secrets that the sender may use; more than one while one replaces another.</param>
    /// <returns>
    /// True if a signature fits and the timestamp is at most <see cref="Tolerance"/> from now. How long the comparison takes does not depend on
    /// how much of a signature is right.
    /// </returns>
    /// <exception cref="ArgumentException">There is no secret, or one is null.</exception>
    public static bool Verify(
        string? id, string? timestamp, string? signatures, ReadOnlySpan<byte> body, params ReadOnlySpan<WebhookSecret> secrets) =>
        Verify(id, timestamp, signatures, body, TimeProvider.System, secrets);

    /// <summary>
    /// Tells whether a message was signed with one of the secrets, at most five minutes ago by a given clock. The method without a clock
    /// describes everything else.
    /// </summary>
    /// <param name="id">The value of the header <see cref="IdHeader"/>, or null if it is missing.</param>
    /// <param name="timestamp">The value of the header <see cref="TimestampHeader"/>, or null if it is missing.</param>
    /// <param name="signatures">The value of the header <see cref="SignatureHeader"/>, or null if it is missing.</param>
    /// <param name="body">The body of the request, byte for byte: before it is parsed.</param>
    /// <param name="time">The clock of the receiver.</param>
    /// <param name="secrets">The secrets that the sender may use.</param>
    /// <returns>True if a signature fits and the timestamp is at most <see cref="Tolerance"/> from now.</returns>
    /// <exception cref="ArgumentException">There is no secret, or one is null.</exception>
    /// <exception cref="ArgumentNullException">The clock is null.</exception>
    public static bool Verify(
        string? id,
        string? timestamp,
        string? signatures,
        ReadOnlySpan<byte> body,
        TimeProvider time,
        params ReadOnlySpan<WebhookSecret> secrets)
    {
        ArgumentNullException.ThrowIfNull(time);
        ThrowIfMissing(secrets);
        if (id is null || timestamp is null || signatures is null || !WebhookSignature.IsId(id) || !IsNow(timestamp, time.GetUtcNow()))
            return false;

        Span<byte> hash = stackalloc byte[WebhookSignature.Size];
        foreach (var secret in secrets)
        {
            secret.Hash.Compute(id, timestamp, body, hash);
            if (WebhookSignature.IsAmong(signatures, hash))
                return true;
        }

        return false;
    }

    private static bool IsNow(string timestamp, DateTimeOffset now)
    {
        var (at, most) = (now.ToUnixTimeSeconds(), (long)Tolerance.TotalSeconds);
        return timestamp.Length <= MaxTimestampLength
            && long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds >= at - most
            && seconds <= at + most;
    }

    private static void ThrowIfMissing(ReadOnlySpan<WebhookSecret> secrets)
    {
        if (secrets.IsEmpty)
            throw new ArgumentException("At least one secret is needed.", nameof(secrets));

        foreach (var secret in secrets)
        {
            if (secret is null)
                throw new ArgumentException("A secret is null.", nameof(secrets));
        }
    }
}
