using MimeKit;

namespace EmailNotifications.Mail;

/// <summary>Takes e-mails over.</summary>
internal interface IMailTransport
{
    /// <summary>Sends an e-mail.</summary>
    /// <param name="mail">The e-mail.</param>
    /// <param name="deliveryId">The id of the notification, the same if the e-mail is sent again.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task SendAsync(MimeMessage mail, string deliveryId, CancellationToken cancellationToken);
}
