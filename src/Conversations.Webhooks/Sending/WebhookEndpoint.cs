namespace Conversations;

/// <summary>The options of an endpoint as they are now, with their secrets parsed.</summary>
internal sealed class WebhookEndpoint(WebhookOptions options)
{
    internal WebhookOptions Options => options;

    internal WebhookSecret[] Secrets { get; } = [.. options.Secrets.Select(WebhookSecret.Parse)];
}
