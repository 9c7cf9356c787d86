namespace Conversations;

/// <summary>The form of the headers and bodies of an endpoint.</summary>
public enum WebhookFormat
{
    /// <summary>The headers of Standard Webhooks 1.0, and the JSON form of this library.</summary>
    StandardWebhooks = 0,

    /// <summary>
    /// The headers and the bodies of TalkJS, for receivers that were written for it. <c>docs/webhooks.md</c> says which of its events do not come.
    /// </summary>
    TalkJs = 1,
}
