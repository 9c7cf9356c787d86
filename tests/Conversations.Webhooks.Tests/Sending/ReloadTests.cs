using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Webhooks;

public sealed class ReloadTests
{
    private static readonly WebhookSecret _old = WebhookSecret.Create();
    private static readonly WebhookSecret _next = WebhookSecret.Create();

    private readonly Settings _settings = new();

    [Fact]
    public async Task No_webhook_fails_to_verify_while_a_secret_replaces_another()
    {
        await using var receiver = new Receiver();
        await using var app = await StartAsync(receiver, _old);
        var room = await app.CreateAsync();
        await app.Handlers.WaitUntilCaughtUpAsync(TimeSpan.FromMinutes(1));

        var sending = SendAsync(app, room, 300);
        await ReachAsync(receiver, 50);
        _settings.Set(receiver, _old.Reveal(), _next.Reveal());
        await ReachAsync(receiver, 150);
        _settings.Set(receiver, _next.Reveal());
        await sending;
        await app.Handlers.WaitUntilCaughtUpAsync(TimeSpan.FromMinutes(1));

        var requests = receiver.Requests.ToList();
        requests.Should().HaveCount(301);
        requests.Count(request => !request.IsGenuine(_old, _next)).Should().Be(0);
        requests.Count(request => request.IsGenuine(_old) && request.IsGenuine(_next)).Should().BePositive();
        (requests[0].IsGenuine(_next), requests[^1].IsGenuine(_old)).Should().Be((false, false));
    }

    [Fact]
    public async Task Url_that_changes_is_used_at_the_next_delivery()
    {
        await using var before = new Receiver();
        await using var after = new Receiver();
        await using var app = await StartAsync(before, _old);
        var room = await app.CreateAsync();
        await app.Handlers.WaitUntilCaughtUpAsync(TimeSpan.FromMinutes(1));

        _settings.Set(after, _old.Reveal());
        await app.SendAsync(room, "Hello");
        await app.Handlers.WaitUntilCaughtUpAsync(TimeSpan.FromMinutes(1));

        (before.Requests.Count, after.Requests.Count).Should().Be((1, 1));
    }

    [Fact]
    public async Task Options_that_become_invalid_keep_webhooks_waiting_until_they_are_mended()
    {
        await using var receiver = new Receiver();
        await using var app = await StartAsync(receiver, _old);
        var room = await app.CreateAsync();
        await app.Handlers.WaitUntilCaughtUpAsync(TimeSpan.FromMinutes(1));

        FluentActions.Invoking(() => _settings.Set(receiver, "mistyped")).Should().Throw<Exception>().Which.Message.Should().NotContain("mistyped");
        await app.SendAsync(room, "Hello");
        while ((await app.Handlers.ListAsync()).Single().CircuitOpenSince is null)
            await Task.Delay(10);

        _settings.Set(receiver, _old.Reveal());
        await app.Handlers.WaitUntilCaughtUpAsync(TimeSpan.FromMinutes(1));

        receiver.Requests.Should().HaveCount(2).And.OnlyContain(request => request.Headers.Count > 0);
        (await app.Handlers.ListFailedAsync(Endpoint.Name)).Should().BeEmpty();
    }

    private static async Task SendAsync(WebhookApp app, ConversationId room, int count)
    {
        for (var i = 0; i < count; i++)
            await app.SendAsync(room, $"Message {i}");
    }

    private static async Task ReachAsync(Receiver receiver, int count)
    {
        while (receiver.Requests.Count < count)
            await Task.Delay(1);
    }

    private Task<WebhookApp> StartAsync(Receiver receiver, WebhookSecret secret)
    {
        _settings.Set(receiver, secret.Reveal());
        return WebhookApp.StartAsync(services =>
        {
            services.Configure<WebhookOptions>(Endpoint.Name, new ConfigurationBuilder().Add(_settings).Build());
            services.AddConversations().AddWebhook(Endpoint.Name);
        });
    }
}
