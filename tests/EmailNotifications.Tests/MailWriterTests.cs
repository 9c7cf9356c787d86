namespace EmailNotifications.Tests;

public sealed class MailWriterTests
{
    [Fact]
    public void Mail_has_text_html_and_the_headers_of_a_notification()
    {
        using var mail = Missed.Receive(Missed.Of(listing: "7", role: "landlord", locale: "nl-NL"), replyTo: "Support <support@example.com>");

        mail.MessageId.Should().Be($"{Missed.DeliveryId}@example.com");
        mail.Date.Should().Be(Missed.At);
        mail.Subject.Should().Be("New messages: House");
        mail.ReplyTo.ToString().Should().Be("\"Support\" <support@example.com>");
        mail.Headers["Auto-Submitted"].Should().Be("auto-generated");
        mail.TextBody.Should().Contain("Hallo Bob,").And.Contain("(listing 7)").And.Contain("Alice (landlord), 2026-01-02 03:04 UTC:");
        mail.HtmlBody.Should().Contain("<html lang=\"nl-NL\">").And.Contain("Hallo Bob,").And.Contain("(listing 7)").And.Contain("(landlord)");
    }

    [Fact]
    public void Custom_data_that_is_missing_has_a_default()
    {
        using var mail = Missed.Receive(Missed.Of());

        mail.TextBody.Should().Contain("Hello Bob,").And.Contain("(listing unknown)");
        mail.HtmlBody.Should().Contain("<html lang=\"en\">").And.Contain("(listing unknown)").And.NotContain("Alice</strong> (");
        mail.ReplyTo.Count.Should().Be(0);
    }

    [Fact]
    public void Subject_says_that_the_recipient_is_mentioned()
    {
        using var mail = Missed.Receive(Missed.Of() with { IsMentioned = true, UnreadCount = 3 });

        mail.Subject.Should().Be("Alice mentioned you: House");
        mail.TextBody.Should().Contain("3 unread messages");
    }

    [Fact]
    public void Unknown_sender_is_shown_by_the_id()
    {
        using var mail = Missed.Receive(Missed.Of() with { Users = new Dictionary<UserId, User>() });

        mail.TextBody.Should().Contain("alice, 2026-01-02");
    }

    [Fact]
    public void Link_to_unsubscribe_is_in_the_headers_and_in_both_bodies()
    {
        using var mail = Missed.Receive(Missed.Of());

        var link = mail.Headers["List-Unsubscribe"]!.Trim('<', '>');
        link.Should().StartWith("https://app.example.com/mail/unsubscribe?token=");
        mail.Headers["List-Unsubscribe-Post"].Should().Be("List-Unsubscribe=One-Click");
        mail.TextBody.Should().Contain(link);
        mail.HtmlBody.Should().Contain($"href=\"{link}\"");
        Missed.Tokens().Read(link.Split("token=")[1], out var user, out var conversation).Should().Be(Unsubscribe.TokenState.Valid);
        (user, conversation).Should().Be((Missed.Bob, Missed.House));
    }

    [Fact]
    public void Longest_ids_give_a_link_that_is_received_as_it_was_written()
    {
        var notification = Missed.Of();
        notification = notification with
        {
            Recipient = notification.Recipient with { Id = new(new string('u', 255)) },
            Conversation = notification.Conversation with { Id = new(new string('c', 255)) },
        };

        using var mail = Missed.Receive(notification);

        Missed.Tokens().Read(mail.Headers["List-Unsubscribe"]!.Trim('<', '>').Split("token=")[1], out var user, out _).Should().Be(Unsubscribe.TokenState.Valid);
        user.Value.Should().HaveLength(255);
    }

    [Fact]
    public void First_valid_address_is_used()
    {
        using var mail = Missed.Receive(Missed.Of(emails: ["a@example.com, b@example.com", "group: c@example.com;", "bob@example.com", "other@example.com"]));

        mail.To.ToString().Should().Be("\"Bob\" <bob@example.com>");
    }

    [Fact]
    public void International_domain_is_in_ascii_in_the_headers()
    {
        using var mail = Missed.Receive(Missed.Of(emails: ["bob@bücher.example"]));

        mail.Headers["To"].Should().Be("Bob <bob@xn--bcher-kva.example>");
    }

    [Fact]
    public void Recipient_without_a_valid_address_gets_no_mail()
    {
        Missed.Writer().Write(Missed.Of(emails: [])).Should().BeNull();
        Missed.Writer().Write(Missed.Of(emails: ["bob@example.com\r\nBcc: mallory@example.com"])).Should().BeNull();
    }
}
