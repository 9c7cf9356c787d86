using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Webhooks;

/// <summary>Receivers whose certificate changes while the host runs.</summary>
public sealed class CertificateTests : IDisposable
{
    private const string Host = "localhost";

    private readonly Authority _authority = new();
    private readonly Authority _other = new();

    public enum Flaw
    {
        IsOfAnotherAuthority,
        HasEnded,
        IsForAnotherHost,
    }

    [Fact]
    public async Task Certificate_that_is_renewed_delays_nothing()
    {
        await using var receiver = StartReceiver();
        await using var app = await StartAsync(receiver);
        var room = await app.CreateAsync();
        for (var renewed = 0; renewed < 5; renewed++)
        {
            receiver.Certificate = _authority.Issue(Host);
            await app.SendAsync(room, "Hello");
            await app.Handlers.WaitUntilCaughtUpAsync(TimeSpan.FromMinutes(1));
            (await app.Handlers.ListAsync()).Single().FailingSince.Should().BeNull();
        }

        receiver.Requests.Should().HaveCount(6);
        receiver.Connections.Should().BeGreaterThanOrEqualTo(5);
    }

    [Theory]
    [InlineData(Flaw.IsOfAnotherAuthority)]
    [InlineData(Flaw.HasEnded)]
    [InlineData(Flaw.IsForAnotherHost)]
    public async Task Certificate_that_is_replaced_by_one_that_is_not_valid_stops_the_delivery_until_it_is_mended(Flaw flaw)
    {
        await using var receiver = StartReceiver();
        await using var app = await StartAsync(receiver);
        var room = await app.CreateAsync();
        await app.Handlers.WaitUntilCaughtUpAsync(TimeSpan.FromMinutes(1));

        receiver.Certificate = Flawed(flaw);
        await app.SendAsync(room, "Not for others");
        await UntilAsync(async () => (await app.Handlers.ListAsync()).Single().CircuitOpenSince is not null);
        var tried = receiver.Connections;
        await UntilAsync(() => Task.FromResult(receiver.Connections >= tried + 3));

        (await app.Handlers.ListAsync()).Single().LastError.Should().Contain(nameof(DestinationDownException));
        receiver.Requests.Should().HaveCount(1, "nothing is sent to a receiver that cannot prove who it is");

        receiver.Certificate = _authority.Issue(Host);
        await app.Handlers.WaitUntilCaughtUpAsync(TimeSpan.FromMinutes(1));

        receiver.Requests.Select(request => request.Type).Should().Equal("conversation.created", "message.sent");
        (await app.Handlers.ListFailedAsync(Endpoint.Name)).Should().BeEmpty();
    }

    public void Dispose()
    {
        _authority.Dispose();
        _other.Dispose();
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var i = 0; i < 6_000 && !await condition(); i++)
            await Task.Delay(10);

        (await condition()).Should().BeTrue();
    }

    /// <summary>Starts a receiver that needs a new connection for each request, since only these have a new certificate.</summary>
    private Receiver StartReceiver()
    {
        var receiver = new Receiver(_authority.Issue(Host));
        receiver.AnswerWith(200, "Connection: close");
        return receiver;
    }

    private Task<WebhookApp> StartAsync(Receiver receiver) => WebhookApp.StartAsync(receiver.Url, services => services
        .AddHttpClient($"Conversations.Webhooks/{Endpoint.Name}")
        .ConfigurePrimaryHttpMessageHandler((handler, _) => _authority.Trust(((SocketsHttpHandler)handler).SslOptions)));

    private X509Certificate2 Flawed(Flaw flaw) => flaw switch
    {
        Flaw.IsOfAnotherAuthority => _other.Issue(Host),
        Flaw.HasEnded => _authority.Issue(Host, days: -1),
        _ => _authority.Issue("other.example"),
    };
}
