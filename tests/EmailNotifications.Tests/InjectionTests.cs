using System.Text.RegularExpressions;
using MimeKit;

namespace EmailNotifications.Tests;

/// <summary>Whatever a value contains, it stays a value: in the headers, in the HTML and in the text.</summary>
public sealed partial class InjectionTests
{
    private const string Long = "long";

    private static readonly string[] _headers =
    [
        "Auto-Submitted", "Content-Type", "Date", "From", "List-Unsubscribe", "List-Unsubscribe-Post", "MIME-Version", "Message-Id", "Subject", "To",
    ];

    private static readonly string[] _tags =
    [
        "!DOCTYPE", "html lang", "head", "meta charset", "title", "body", "p", "strong", "blockquote", "br", "a href", "a href rel",
    ];

    public static TheoryData<string> Hostile =>
    [
        "{{ 7 | times: 6 }}",
        "{{ unsubscribe_url }}{{ recipient.name | upcase }}",
        "{% include 'html' %}{% raw %}",
        "{%- assign recipient = 1 -%}",
        "Eve\r\nBcc: mallory@example.com\r\n\r\nbody",
        "Eve\nContent-Type: text/html",
        "Eve\rX-Header: 1",
        "<script>alert(1)</script>",
        "</title></blockquote><script src=//evil.example></script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "&lt;script&gt; &#60;b&#62;",
        "=?utf-8?q?=0D=0ABcc:_mallory=40example.com?=",
        "\"a@example.com, d@example.com\"",
        "group: a@example.com, d@example.com;",
        "Eve <eve@example.com>, mallory@example.com",
        "\\\" <eve@example.com>",
        "名前 😀 naïve עברית",
        "a\u2028b\u0085c\u2029d",
        "${jndi:ldap://x} %s%n {0} \\r\\n",
        ".\r\n.\r\nQUIT",
        Long,
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Value_in_a_name_stays_a_value(string value)
    {
        var name = Given(value);

        using var mail = Received(Missed.Of(sender: name, recipient: name));

        mail.To.Mailboxes.Single().Name.Should().Be(HeaderOf(name));
        Shown(mail).Should().Contain(Squeezed($"Hello {OneLineOf(name)},")).And.Contain(Squeezed($"{OneLineOf(name)}, 2026-01-02"));
        Squeezed(mail.TextBody!).Should().Contain(Squeezed($"Hello {OneLineOf(name)},")).And.Contain(Squeezed($"{OneLineOf(name)}, 2026-01-02"));
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Value_in_a_subject_stays_a_value(string value)
    {
        // The subject of a conversation is markup, as a message is: a reader sees its visible text.
        var notification = Missed.Of();
        notification = notification with { View = notification.View with { Title = Given(value) } };

        using var mail = Received(notification);

        var subject = $"New messages: {HeaderOf(Given(value))}";
        if (value == Long)
            mail.Subject.Should().Be($"{subject[..150]}…");
        else
            mail.Subject.Should().Be(subject);

        Shown(mail).Should().Contain(Squeezed($"in {OneLineOf(Given(value))} (listing"));
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Value_in_custom_data_stays_a_value(string value)
    {
        if (value == Long)
            value = new string('x', 4_096);

        using var mail = Received(Missed.Of(listing: value, role: value));

        Shown(mail).Should().Contain(Squeezed($"(listing {OneLineOf(value)})")).And.Contain(Squeezed($"Alice ({OneLineOf(value)})"));
        Squeezed(mail.TextBody!).Should().Contain(Squeezed($"(listing {OneLineOf(value)})")).And.Contain(Squeezed($"Alice ({OneLineOf(value)})"));
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Value_in_a_locale_stays_a_value(string value)
    {
        using var mail = Received(Missed.Of(locale: Given(value)));

        Shown(mail).Should().Contain("HelloBob,");
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Text_of_a_message_is_shown_as_it_was_given(string value)
    {
        var text = Given(value);

        using var mail = Received(Missed.Of(text: text));

        Shown(mail).Should().Contain(Squeezed(text));
        mail.TextBody!.ReplaceLineEndings("\n").Should().Contain(text.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Text_of_a_message_is_read_as_markup()
    {
        using var mail = Received(Missed.Of(text: "*Bold* https://example.com/a?b=1&c=2 <javascript:alert(1)|x>"));

        mail.HtmlBody.Should().Contain("<strong>Bold</strong> <a href=\"https://example.com/a?b=1&amp;c=2\"").And.Contain("&lt;javascript:alert(1)|x&gt;");
        mail.TextBody.Should().Contain("Bold https://example.com/a?b=1&c=2 <javascript:alert(1)|x>");
    }

    [Fact]
    public void Templates_show_only_the_html_of_a_message_without_encoding()
    {
        var files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Templates"), "*.liquid");

        files.Should().HaveCount(4);
        files.SelectMany(file => RawValues().Matches(File.ReadAllText(file))).Select(match => match.Value).Should().Equal("{{ message.html | raw }}");
    }

    [Fact]
    public void Template_reaches_no_member_of_a_type_that_is_no_model()
    {
        var text = new Rendering.LiquidTemplates().RenderText("text", ("recipient", new { name = "live", locale = "nl" }), ("conversation", new Uri("https://live.example")));

        text.Should().StartWith("Hello ,").And.NotContain("live");
    }

    /// <summary>Reads an e-mail that must have exactly the headers, the recipient and the elements of every other.</summary>
    private static MimeMessage Received(Notification notification)
    {
        var mail = Missed.Receive(notification);
        mail.Headers.Concat(mail.Body!.Headers).Select(header => header.Field).Order(StringComparer.Ordinal).Should().Equal(_headers);
        mail.GetRecipients().Select(mailbox => mailbox.Address).Should().Equal("bob@example.com");
        mail.To.Single().Should().BeOfType<MailboxAddress>();
        mail.From.Mailboxes.Single().Address.Should().Be("app@example.com");
        mail.BodyParts.Select(part => part.ContentType.MimeType).Should().Equal("text/plain", "text/html");
        new Html(mail.HtmlBody!).Tags.Distinct().Should().BeSubsetOf(_tags);
        mail.TextBody.Should().NotContain("42");
        return mail;
    }

    private static string Given(string value) => value == Long ? new string('x', 9_000) : value;

    /// <summary>Says what a line shows of a value. It is written without the code that it tests.</summary>
    private static string OneLineOf(string value) => LineBreaks().Replace(value, " ");

    /// <summary>Says what a header shows of a value: nothing in it is decoded.</summary>
    private static string HeaderOf(string value) => OneLineOf(value).Replace("=?", "= ?", StringComparison.Ordinal);

    private static string Shown(MimeMessage mail) => Squeezed(new Html(mail.HtmlBody!).Text);

    /// <summary>Removes white space: HTML does not keep it.</summary>
    private static string Squeezed(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character)));

    [GeneratedRegex("[\\x00-\\x1F\\x7F-\\x9F\u2028\u2029]")]
    private static partial Regex LineBreaks();

    [GeneratedRegex(@"\{\{[^}]*\|\s*raw[^}]*\}\}")]
    private static partial Regex RawValues();
}
