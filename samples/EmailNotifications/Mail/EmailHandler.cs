using Conversations;

namespace EmailNotifications.Mail;

/// <summary>Sends an e-mail to a user who has missed messages. It is called at least once for each notification.</summary>
internal sealed partial class EmailHandler(MailWriter writer, IMailTransport transport, ILogger<EmailHandler> logger) : INotificationHandler
{
    public async Task HandleAsync(Notification notification, CancellationToken cancellationToken)
    {
        using var mail = writer.Write(notification);
        if (mail is null)
            LogSkipped(notification.DeliveryId);
        else
            await transport.SendAsync(mail, notification.DeliveryId, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Notification {DeliveryId} is not sent: its recipient has no valid e-mail address.")]
    private partial void LogSkipped(string deliveryId);
}
