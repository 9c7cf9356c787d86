using System.Net.Sockets;
using Conversations;
using EmailNotifications.Configuration;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace EmailNotifications.Mail;

/// <summary>Gives e-mails to an SMTP server, one connection for each.</summary>
internal sealed class SmtpTransport(SmtpOptions options) : IMailTransport
{
    public async Task SendAsync(MimeMessage mail, string deliveryId, CancellationToken cancellationToken)
    {
        using var client = new SmtpClient();
        try
        {
            await ConnectAsync(client, cancellationToken);
        }
        catch (Exception error) when (IsAboutConnection(error) || error is SmtpCommandException or AuthenticationException or NotSupportedException)
        {
            throw new DestinationDownException("The SMTP server does not accept this app.", error);
        }

        try
        {
            await client.SendAsync(mail, cancellationToken);
        }
        catch (SmtpCommandException error) when (error.StatusCode == SmtpStatusCode.ServiceNotAvailable)
        {
            throw new DestinationDownException("The SMTP server closes.", error);
        }
        catch (SmtpCommandException error) when ((int)error.StatusCode >= 500)
        {
            throw error.ErrorCode == SmtpErrorCode.SenderNotAccepted
                ? new DestinationDownException("The SMTP server refuses the sender of all e-mails.", error)
                : new ParkDeliveryException("The SMTP server refuses this e-mail for good.", error);
        }
        catch (Exception error) when (IsAboutConnection(error))
        {
            throw new DestinationDownException("The connection to the SMTP server broke.", error);
        }

        // The server has the e-mail. MailKit throws nothing here, so what happens to the goodbye does not send it again.
        await client.DisconnectAsync(quit: true, cancellationToken);
    }

    private static bool IsAboutConnection(Exception error) =>
        error is SocketException or IOException or TimeoutException or SslHandshakeException or ProtocolException or ServiceNotConnectedException;

    private async Task ConnectAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        await client.ConnectAsync(options.Host!, options.Port, options.Security, cancellationToken);
        if (!string.IsNullOrEmpty(options.User))
            await client.AuthenticateAsync(options.User, options.Password ?? "", cancellationToken);
    }
}
