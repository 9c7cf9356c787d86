using System.Globalization;
using Conversations;

namespace EmailNotifications.Rendering;

/// <summary>Writes subject, HTML and text of an e-mail with the templates.</summary>
internal sealed class EmailTemplates(LiquidTemplates templates)
{
    /// <summary>The greatest length of a subject, in characters as a reader counts them. More is seen nowhere.</summary>
    private const int MaxSubjectLength = 150;

    internal EmailContent Render(Notification notification, string unsubscribeUrl)
    {
        var lines = notification.Messages.Select(message => LineOf(message, notification)).ToList();
        (string, object?)[] values =
        [
            ("recipient", Person.Of(notification.Recipient.Id, notification.Recipient)),
            ("conversation", new Topic(OneLine.Of(notification.View.Title), TemplateData.Of(notification.Conversation.Custom))),
            ("messages", lines),
            ("unread", notification.UnreadCount),
            ("is_mentioned", notification.IsMentioned),
            ("unsubscribe_url", unsubscribeUrl),
        ];
        var subject = OneLine.ForHeader(templates.RenderText("subject", values)).Trim();
        return new(Shortened(subject), templates.RenderHtml("html", values), templates.RenderText("text", values));
    }

    private static Line LineOf(Message message, Notification notification)
    {
        // A missed message is never one of the app, so it has a sender.
        var sender = message.SenderId!.Value;
        return new(
            Person.Of(sender, notification.Users.GetValueOrDefault(sender)),
            message.CreatedAt.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
            Markup.Parse(message.Text, message.MarkupOptions).ToHtml(),
            Markup.ToPlainText(message.Text, message.MarkupOptions));
    }

    private static string Shortened(string subject)
    {
        var length = 0;
        for (var count = 0; count < MaxSubjectLength && length < subject.Length; count++)
            length += StringInfo.GetNextTextElementLength(subject, length);

        return length < subject.Length ? $"{subject[..length]}…" : subject;
    }
}
