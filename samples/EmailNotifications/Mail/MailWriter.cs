using Conversations;
using EmailNotifications.Configuration;
using EmailNotifications.Rendering;
using EmailNotifications.Unsubscribe;
using Microsoft.Extensions.Options;
using MimeKit;
using MimeKit.Text;

namespace EmailNotifications.Mail;

/// <summary>Writes the e-mail of a notification. At each attempt it has the same Message-Id.</summary>
internal sealed class MailWriter(IOptions<EmailOptions> options, EmailTemplates templates, UnsubscribeTokens tokens)
{
    private readonly MailboxAddress _from = Address.Parse(options.Value.From);
    private readonly MailboxAddress? _replyTo = string.IsNullOrEmpty(options.Value.ReplyTo) ? null : Address.Parse(options.Value.ReplyTo);

    /// <summary>Writes an e-mail to the first valid address of the recipient.</summary>
    /// <returns>The e-mail, or null if the recipient has no valid address.</returns>
    internal MimeMessage? Write(Notification notification)
    {
        if (ToOf(notification.Recipient) is not { } to)
            return null;

        var token = tokens.Create(notification.Recipient.Id, notification.Conversation.Id, notification.TriggeredAt);
        var unsubscribe = $"{options.Value.PublicUrl.TrimEnd('/')}{UnsubscribeEndpoints.Path}?token={token}";
        var content = templates.Render(notification, unsubscribe);
        var mail = new MimeMessage
        {
            MessageId = $"{notification.DeliveryId}@{_from.Domain}",
            Date = notification.TriggeredAt,
            From = { _from },
            To = { to },
            Subject = content.Subject,
            Body = BodyOf(content),
        };
        if (_replyTo is not null)
            mail.ReplyTo.Add(_replyTo);

        // The two headers of RFC 8058: a mail program unsubscribes by a POST, without a page.
        mail.Headers.Add(HeaderId.ListUnsubscribe, $"<{unsubscribe}>");
        mail.Headers.Add(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }

    private static MailboxAddress? ToOf(User recipient)
    {
        foreach (var text in recipient.Emails)
        {
            if (Address.TryParse(text, out var mailbox))
                return new(OneLine.ForHeader(recipient.Name), mailbox.Address);
        }

        return null;
    }

    private static MultipartAlternative BodyOf(EmailContent content) => new(
        new TextPart(TextFormat.Plain) { Text = content.Text, ContentTransferEncoding = ContentEncoding.QuotedPrintable },
        new TextPart(TextFormat.Html) { Text = content.Html, ContentTransferEncoding = ContentEncoding.QuotedPrintable });
}
