namespace Conversations.Webhooks;

/// <summary>A request as it came over the wire.</summary>
/// <param name="Line">The first line.</param>
/// <param name="Headers">The headers.</param>
/// <param name="Body">The body.</param>
internal sealed record ReceivedRequest(string Line, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    internal string Id => Headers[StandardWebhook.IdHeader];

    internal string Text => System.Text.Encoding.ASCII.GetString(Body);

    internal string Type => System.Text.Json.JsonDocument.Parse(Body).RootElement.GetProperty("type").GetString()!;

    /// <summary>Gets whether the secret of the tests signed the request.</summary>
    internal bool IsSigned => IsGenuine(Example.Secret);

    internal bool IsGenuine(params ReadOnlySpan<WebhookSecret> secrets) => StandardWebhook.Verify(
        Id, Headers[StandardWebhook.TimestampHeader], Headers[StandardWebhook.SignatureHeader], Body, secrets);
}
