using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Conversations.Webhooks;

public sealed class RequestTests
{
    [Fact]
    public async Task Request_is_signed_json_that_this_library_and_others_verify()
    {
        await using var receiver = new Receiver();
        await using var endpoint = Endpoint.To(receiver.Url);

        await endpoint.PostAsync();

        var request = receiver.Requests.Should().ContainSingle().Subject;
        request.Line.Should().Be("POST /hook HTTP/1.1");
        request.Headers["Content-Type"].Should().Be("application/json");
        request.Id.Should().Be($"msg_{Changes.DeliveryId}");
        request.IsGenuine(Example.Secret).Should().BeTrue();
        request.IsGenuine(WebhookSecret.Create()).Should().BeFalse();
        var headers = new HeaderDictionary();
        foreach (var (name, value) in request.Headers)
            headers[name] = value;

        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(request.Body);
        var other = new global::StandardWebhooks.StandardWebhook(Example.Secret.Reveal());
        other.Invoking(one => one.Verify(text, headers)).Should().NotThrow();

        using var node = await NodeReceiver.CreateAsync("standardwebhooks@1.1.1");
        (await node.VerifyAsync(Example.Secret, request.Id, request.Headers[StandardWebhook.TimestampHeader], request.Headers[StandardWebhook.SignatureHeader], text))
            .Should().Be("genuine");
    }

    [Fact]
    public async Task Each_secret_signs()
    {
        var (old, next) = (WebhookSecret.Create(), WebhookSecret.Create());
        await using var receiver = new Receiver();
        await using var endpoint = Endpoint.To(receiver.Url, options =>
        {
            options.Secrets.Clear();
            options.Secrets.Add(old.Reveal());
            options.Secrets.Add(next.Reveal());
        });

        await endpoint.PostAsync();

        var request = receiver.Requests.Single();
        (request.IsGenuine(old), request.IsGenuine(next)).Should().Be((true, true));
    }

    [Fact]
    public async Task Timestamp_is_that_of_the_attempt_and_the_id_stays()
    {
        var clock = new FakeTimeProvider(Example.Time);
        await using var receiver = new Receiver();
        await using var endpoint = Endpoint.To(receiver.Url, time: clock);

        await endpoint.PostAsync();
        clock.Advance(TimeSpan.FromMinutes(5));
        await endpoint.PostAsync();

        receiver.Requests.Select(request => request.Headers[StandardWebhook.TimestampHeader]).Should().Equal("1614265330", "1614265630");
        receiver.Requests.Select(request => request.Id).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task Headers_of_the_options_are_added()
    {
        await using var receiver = new Receiver();
        await using var endpoint = Endpoint.To(receiver.Url, options =>
        {
            options.Headers["Authorization"] = "Bearer a b";
            options.Headers["User-Agent"] = "Mine/1";
        });

        await endpoint.PostAsync();

        var headers = receiver.Requests.Single().Headers;
        (headers["Authorization"], headers["User-Agent"]).Should().Be(("Bearer a b", "Mine/1"));
    }

    [Fact]
    public async Task As_many_requests_run_at_the_same_time_as_the_concurrency_allows()
    {
        const int many = 12;
        await using var receiver = new Receiver();
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        receiver.Answer = async (_, stream) =>
        {
            if (receiver.Requests.Count == many)
                all.TrySetResult();

            await all.Task;
            return await Receiver.WriteAsync(stream, Receiver.Ok);
        };
        await using var endpoint = Endpoint.To(receiver.Url, options =>
        {
            options.MaxConcurrency = many;
            options.Timeout = TimeSpan.FromMinutes(5);
        });

        await Task.WhenAll(Enumerable.Range(0, many).Select(_ => endpoint.PostAsync()));

        receiver.Connections.Should().Be(many);
    }

    [Fact]
    public async Task Handlers_that_the_app_gives_to_all_its_clients_do_not_see_webhooks()
    {
        await using var receiver = new Receiver();
        await using var endpoint = Endpoint.To(
            receiver.Url, add: services => services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(() => new Refusing())));

        await endpoint.PostAsync();

        receiver.Requests.Should().ContainSingle();
    }

    private sealed class Refusing : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromException<HttpResponseMessage>(new HttpRequestException("Refused."));
    }
}
