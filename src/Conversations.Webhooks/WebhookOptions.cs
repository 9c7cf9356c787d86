namespace Conversations;

/// <summary>
/// Options of one webhook endpoint. They have the name that was given to <c>AddWebhook</c>, so they can be bound to a section of the configuration by
/// <c>services.Configure&lt;WebhookOptions&gt;(name, section)</c>.
/// </summary>
/// <remarks>
/// <see cref="Url"/>, <see cref="Secrets"/>, <see cref="Headers"/>, <see cref="Content"/>, <see cref="Format"/>, <see cref="AllowHttp"/> and
/// <see cref="AllowPrivateAddresses"/> are read at each delivery, so a change of the configuration takes effect without a restart. The other options are
/// read once.
/// </remarks>
public sealed class WebhookOptions
{
    /// <summary>Gets or sets where the webhooks are posted: an absolute URL with https, without a user name. It is required.</summary>
    public Uri? Url { get; set; }

    /// <summary>Gets or sets whether the URL may have http, so that texts and profiles are readable on the way; false by default.</summary>
    public bool AllowHttp { get; set; }

    /// <summary>
    /// Gets or sets whether the host of the URL may have addresses that are not public: those of loopback, private and link-local networks, and of the
    /// metadata services of clouds; false by default.
    /// </summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>
    /// Gets the secrets, 1 to 10, each <c>whsec_</c> and the Base64 text of 24 to 64 bytes (<see cref="WebhookSecret"/>). Each gives a signature, so that
    /// one can replace another. With <see cref="WebhookFormat.TalkJs"/> there is exactly one.
    /// </summary>
    public IList<string> Secrets { get; } = [];

    /// <summary>Gets the types of webhooks that are sent, such as <c>message.sent</c>; empty (the default) for all.</summary>
    public IList<string> Types { get; } = [];

    /// <summary>Gets headers to add to each request. Those that the format or HTTP itself defines are refused.</summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets or sets what the bodies contain; <see cref="WebhookContent.Full"/> by default.</summary>
    public WebhookContent Content { get; set; }

    /// <summary>Gets or sets the form of the headers and bodies; <see cref="WebhookFormat.StandardWebhooks"/> by default.</summary>
    public WebhookFormat Format { get; set; }

    /// <summary>
    /// Gets or sets whether a webhook that failed keeps the later ones of its conversation waiting; false by default
    /// (<see cref="ChangeHandlerOptions.IsOrdered"/>).
    /// </summary>
    public bool Ordered { get; set; }

    /// <summary>Gets or sets how many webhooks a host posts to the endpoint at a time, 1 to 1,000; 8 by default.</summary>
    public int MaxConcurrency { get; set; } = 8;

    /// <summary>
    /// Gets or sets the time limit of a request until its answer was read, more than zero and at most five minutes; 15 seconds by default.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Gets the time after the first, second and further failed attempts, each more than zero and at most 30 days; empty (the default) for 5 s, 5 min,
    /// 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h. After one attempt more than there are times, the webhook is parked, or with <see cref="Ordered"/> its conversation.
    /// </summary>
    public IList<TimeSpan> RetryDelays { get; } = [];

    /// <summary>
    /// Gets or sets after how long without a success the endpoint is disabled, which means that its handler is paused; more than zero, or null for
    /// never; five days by default (<see cref="ChangeHandlerOptions.PauseAfter"/>).
    /// </summary>
    public TimeSpan? PauseAfter { get; set; } = TimeSpan.FromDays(5);
}
