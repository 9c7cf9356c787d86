namespace EmailNotifications.Configuration;

/// <summary>How e-mails are sent.</summary>
internal sealed class EmailOptions
{
    /// <summary>Gets or sets the mailbox that e-mails come from, with or without a name.</summary>
    public string From { get; set; } = "";

    /// <summary>Gets or sets the mailbox that answers go to, or null for <see cref="From"/>.</summary>
    public string? ReplyTo { get; set; }

    /// <summary>Gets or sets the URL under which users reach this app. It is https, except in development.</summary>
    public string PublicUrl { get; set; } = "";

    /// <summary>Gets or sets the folder to which e-mails are written if there is no SMTP server.</summary>
    public string? Folder { get; set; }

    /// <summary>Gets or sets the SMTP server. It is used if it has a host.</summary>
    public SmtpOptions Smtp { get; set; } = new();
}
