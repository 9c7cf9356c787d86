using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Conversations.Webhooks;

public sealed class OptionsTests
{
    [Fact]
    public void Options_that_are_set_are_valid() => ProblemsOf(_ => { }).Should().BeEmpty();

    [Theory]
    [InlineData(null, "Url is missing.")]
    [InlineData("/hook", "Url must be an absolute URL with https, or with http if AllowHttp is true.")]
    [InlineData("http://example.com/", "Url must be an absolute URL with https, or with http if AllowHttp is true.")]
    [InlineData("ftp://example.com/", "Url must be an absolute URL with https, or with http if AllowHttp is true.")]
    [InlineData("file:///etc/passwd", "Url must be an absolute URL with https, or with http if AllowHttp is true.")]
    [InlineData("https://user:pass@example.com/", "Url must not contain a user name or a password. Use Headers for credentials.")]
    public void Url_that_is_no_https_is_refused(string? text, string problem) =>
        ProblemsOf(options => options.Url = text is null ? null : new(text, UriKind.RelativeOrAbsolute)).Should().Equal($"Webhook 'crm': {problem}");

    [Theory]
    [InlineData("http://example.com/", 0)]
    [InlineData("ftp://example.com/", 1)]
    public void Http_is_accepted_if_it_is_allowed_and_nothing_else(string text, int problems) => ProblemsOf(options =>
    {
        options.Url = new(text);
        options.AllowHttp = true;
    }).Should().HaveCount(problems);

    [Fact]
    public void Secrets_are_needed_and_those_that_are_wrong_are_named_by_their_place_only()
    {
        ProblemsOf(options => options.Secrets.Clear()).Should().Equal("Webhook 'crm': Secrets must contain 1 to 10 secrets, but there are 0.");
        ProblemsOf(options => options.Secrets.Add("whsec_c2hvcnQ=")).Should().Equal("Webhook 'crm': Secrets[1] must be 'whsec_' and the Base64 text of 24 to 64 bytes.");
        ProblemsOf(options => options.Secrets.Add(null!)).Should().ContainSingle();
        ProblemsOf(options => Enumerable.Range(0, 10).ToList().ForEach(_ => options.Secrets.Add(WebhookSecret.Create().Reveal()))).Should().ContainSingle();
    }

    [Theory]
    [InlineData("X-A", "a\r\nX-B: b")]
    [InlineData("X-A", "a\nb")]
    [InlineData("X-A", "a\0")]
    [InlineData("X-A", "ä")]
    [InlineData("X-A", null)]
    [InlineData("X-A\r\nX-B", "b")]
    [InlineData("X A", "b")]
    [InlineData("X:A", "b")]
    [InlineData("", "b")]
    [InlineData("webhook-id", "b")]
    [InlineData("Webhook-Signature", "b")]
    [InlineData("x-talkjs-signature", "b")]
    [InlineData("Content-Length", "0")]
    [InlineData("content-type", "text/plain")]
    [InlineData("Host", "b")]
    [InlineData("Transfer-Encoding", "chunked")]
    [InlineData("Connection", "close")]
    public void Header_that_would_change_the_request_is_refused(string name, string? value)
    {
        var problems = ProblemsOf(options => options.Headers[name] = value!);

        problems.Should().ContainSingle().Which.Should().NotContainAny("\n", "\r", "X-B");
    }

    [Theory]
    [InlineData("Authorization", "Bearer abc.def==")]
    [InlineData("X-Tenant", "")]
    public void Other_headers_are_accepted(string name, string value) => ProblemsOf(options => options.Headers[name] = value).Should().BeEmpty();

    [Fact]
    public void Other_values_that_are_out_of_range_are_refused_together() => ProblemsOf(options =>
    {
        options.Format = (WebhookFormat)7;
        options.Content = (WebhookContent)7;
        options.Types.Add("message.read");
        options.MaxConcurrency = 0;
        options.Timeout = TimeSpan.Zero;
        options.RetryDelays.Add(TimeSpan.FromDays(31));
        options.PauseAfter = TimeSpan.Zero;
    }).Should().Equal(
        "Webhook 'crm': Format must be StandardWebhooks or TalkJs.",
        "Webhook 'crm': Content must be Full or Thin.",
        "Webhook 'crm': Types[0] is no type of webhook. The types are conversation.created, conversation.updated, conversation.deleted, participant.added, participant.updated, participant.removed, message.sent, message.updated, message.deleted, reaction.added, reaction.removed, notification.triggered.",
        "Webhook 'crm': MaxConcurrency must be 1 to 1,000, but is 0.",
        "Webhook 'crm': Timeout must be more than zero and at most 5 minutes, but is 00:00:00.",
        "Webhook 'crm': RetryDelays[0] must be more than zero and at most 30 days, but is 31.00:00:00.",
        "Webhook 'crm': PauseAfter must be more than zero, or null, but is 00:00:00.");

    [Fact]
    public void TalkJS_has_no_thin_form_and_one_signature() => ProblemsOf(options =>
    {
        options.Format = WebhookFormat.TalkJs;
        options.Content = WebhookContent.Thin;
        options.Secrets.Add(WebhookSecret.Create().Reveal());
    }).Should().HaveCount(2);

    [Fact]
    public void Options_are_validated_when_a_host_or_a_delivery_starts()
    {
        using var services = new ServiceCollection().AddConversations().UseInMemory().AddWebhook("crm").Services.BuildServiceProvider();

        services.Invoking(one => one.GetRequiredService<IStartupValidator>().Validate()).Should().Throw<OptionsValidationException>();
        services.Invoking(one => one.GetRequiredService<DeliveryRunner>()).Should().Throw<OptionsValidationException>();
    }

    [Fact]
    public void Options_are_bound_from_a_configuration()
    {
        var section = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Url"] = "https://example.com/hook",
            ["Secrets:0"] = Example.Secret.Reveal(),
            ["Types:0"] = "message.sent",
            ["Headers:X-Tenant"] = "a",
            ["Content"] = "Thin",
            ["Timeout"] = "00:00:05",
            ["RetryDelays:0"] = "00:01:00",
            ["PauseAfter"] = "1.00:00:00",
        }).Build();
        var services = new ServiceCollection();
        services.Configure<WebhookOptions>("crm", section);
        services.AddConversations().UseInMemory().AddWebhook("crm");
        using var provider = services.BuildServiceProvider();

        var options = provider.GetRequiredService<IOptionsMonitor<WebhookOptions>>().Get("crm");

        options.Url.Should().Be(new Uri("https://example.com/hook"));
        (options.Secrets[0], options.Types[0], options.Headers["x-tenant"]).Should().Be((Example.Secret.Reveal(), "message.sent", "a"));
        (options.Content, options.Timeout, options.RetryDelays[0], options.PauseAfter).Should()
            .Be((WebhookContent.Thin, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1), TimeSpan.FromDays(1)));
    }

    [Fact]
    public void Name_that_is_taken_or_missing_is_refused()
    {
        var builder = new ServiceCollection().AddConversations().AddWebhook("crm");

        builder.Invoking(one => one.AddWebhook("crm")).Should().Throw<ArgumentException>().WithParameterName("name");
        builder.Invoking(one => one.AddWebhook(" ")).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => ((IConversationsBuilder)null!).AddWebhook("crm")).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void Handler_has_the_defaults_of_Standard_Webhooks()
    {
        var handler = new ChangeHandlerOptions();

        WebhookDelivery.Configure(handler, new());

        (handler.IsOrdered, handler.MaxConcurrency, handler.Timeout, handler.ParkAfter, handler.PauseAfter)
            .Should().Be((false, 8, TimeSpan.FromSeconds(15), 10, TimeSpan.FromDays(5)));
        handler.RetrySchedule.Should().NotBe(RetrySchedule.Default);
        WebhookDelivery.RetryDelays.Select(delay => delay.TotalSeconds).Should().Equal(5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400);
    }

    [Fact]
    public void Handler_has_what_the_options_say()
    {
        var handler = new ChangeHandlerOptions();
        var options = new WebhookOptions { Ordered = true, MaxConcurrency = 3, Timeout = TimeSpan.FromSeconds(40), PauseAfter = null };
        options.RetryDelays.Add(TimeSpan.FromSeconds(7));

        WebhookDelivery.Configure(handler, options);

        (handler.IsOrdered, handler.MaxConcurrency, handler.Timeout, handler.ParkAfter, handler.PauseAfter)
            .Should().Be((true, 3, TimeSpan.FromSeconds(40), 2, (TimeSpan?)null));
    }

    private static IEnumerable<string> ProblemsOf(Action<WebhookOptions> change)
    {
        var options = new WebhookOptions { Url = new("https://example.com/hook") };
        options.Secrets.Add(Example.Secret.Reveal());
        change(options);
        return new WebhookOptionsValidator().Validate("crm", options).Failures ?? [];
    }
}
