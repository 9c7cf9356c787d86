namespace EmailNotifications.Configuration;

/// <summary>How links to unsubscribe are signed.</summary>
internal sealed class UnsubscribeOptions
{
    /// <summary>The secret of <c>appsettings.json</c>. Everybody can read it, so it is refused except in development.</summary>
    internal const string DevelopmentSecret = "for development only: set a secret of your own";

    /// <summary>The minimum length of a secret, in characters. So it has at least 32 bytes.</summary>
    internal const int MinSecretLength = 32;

    /// <summary>Gets or sets the secret, at least 32 characters. It must serve no other purpose, such as conversation ids or user signatures.</summary>
    public string Secret { get; set; } = "";

    /// <summary>Gets or sets for how long a link works, one day to ten years; 90 days by default.</summary>
    public TimeSpan ValidFor { get; set; } = TimeSpan.FromDays(90);
}
