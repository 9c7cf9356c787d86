namespace Conversations;

/// <summary>What the bodies of an endpoint contain.</summary>
public enum WebhookContent
{
    /// <summary>
    /// The change with its conversation, message and users. A body of more than 20,480 bytes is sent as <see cref="Thin"/>.
    /// </summary>
    Full = 0,

    /// <summary>The ids and numbers of the change, and no texts: the receiver reads what it needs.</summary>
    Thin = 1,
}
