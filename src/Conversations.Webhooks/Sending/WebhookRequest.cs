using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Conversations;

/// <summary>Creates requests: the headers of a body.</summary>
internal static class WebhookRequest
{
    private const string UserAgentHeader = "User-Agent";
    private const string UserAgent = "Conversations.Webhooks";
    private const string TalkJsTimestampHeader = "X-TalkJS-Timestamp";
    private const string TalkJsSignatureHeader = "X-TalkJS-Signature";

    private static readonly MediaTypeHeaderValue _json = new("application/json");

    /// <summary>Creates the request of an attempt.</summary>
    internal static HttpRequestMessage Create(WebhookEndpoint endpoint, string id, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = _json;
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Options.Url) { Content = content };
        foreach (var (name, value) in endpoint.Options.Headers)
            request.Headers.TryAddWithoutValidation(name, value);

        if (!endpoint.Options.Headers.ContainsKey(UserAgentHeader))
            request.Headers.TryAddWithoutValidation(UserAgentHeader, UserAgent);

        if (endpoint.Options.Format == WebhookFormat.TalkJs)
            SignAsTalkJs(request, endpoint.Secrets[0], body.Span, now);
        else
            Sign(request, endpoint.Secrets, id, body.Span, now);

        return request;
    }

    private static void Sign(HttpRequestMessage request, WebhookSecret[] secrets, string id, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        request.Headers.TryAddWithoutValidation(StandardWebhook.IdHeader, id);
        request.Headers.TryAddWithoutValidation(StandardWebhook.TimestampHeader, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation(StandardWebhook.SignatureHeader, StandardWebhook.Sign(id, now, body, secrets));
    }

    private static void SignAsTalkJs(HttpRequestMessage request, WebhookSecret secret, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var milliseconds = now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        secret.Hash.Compute(milliseconds, body, hash);
        request.Headers.TryAddWithoutValidation(TalkJsTimestampHeader, milliseconds);
        request.Headers.TryAddWithoutValidation(TalkJsSignatureHeader, Convert.ToHexString(hash));
    }
}
