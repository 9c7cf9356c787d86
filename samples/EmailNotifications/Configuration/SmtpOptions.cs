using MailKit.Security;

namespace EmailNotifications.Configuration;

/// <summary>An SMTP server.</summary>
internal sealed class SmtpOptions
{
    public string? Host { get; set; }

    /// <summary>Gets or sets the port; 587 by default.</summary>
    public int Port { get; set; } = 587;

    /// <summary>Gets or sets how the connection is encrypted; STARTTLS by default, without which the server is not used.</summary>
    public SecureSocketOptions Security { get; set; } = SecureSocketOptions.StartTls;

    /// <summary>Gets or sets the user, or null if the server needs none.</summary>
    public string? User { get; set; }

    public string? Password { get; set; }
}
