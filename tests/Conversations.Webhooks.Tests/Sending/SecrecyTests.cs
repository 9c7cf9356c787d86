using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Conversations.Webhooks;

public sealed class SecrecyTests
{
    private const string Host = "receiver.example";
    private const string Hidden = "h1dden";

    [Fact]
    public async Task Logs_activities_and_stored_errors_contain_no_url_header_secret_or_text()
    {
        using var logs = new CapturedLogs();
        var activities = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => activities.Enqueue($"{activity.OperationName} {activity.DisplayName} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Events.SelectMany(one => one.Tags))}"),
        };
        ActivitySource.AddActivityListener(listener);
        await using var receiver = new Receiver();
        var statuses = new ConcurrentQueue<int>([400, 302, 500]);
        receiver.Answer = (_, stream) => Receiver.WriteAsync(stream, $"HTTP/1.1 {(statuses.TryDequeue(out var status) ? status : 200)} {Hidden}\r\nContent-Length: {Hidden.Length}\r\n\r\n{Hidden}");
        await using var app = await StartAsync(receiver, logs);

        var id = await app.CreateAsync();
        await app.SendAsync(id, $"A text that is {Hidden}");
        while (receiver.Requests.Count < 5)
            await Task.Delay(10);

        receiver.Requests.Should().OnlyContain(request => !request.Headers.ContainsKey("traceparent") && !request.Headers.ContainsKey("Request-Id"));
        activities.Should().Contain(text => text.StartsWith("conversations.delivery", StringComparison.Ordinal));
        logs.Texts.Should().Contain(text => text.Contains("HttpRequestException", StringComparison.Ordinal));
        foreach (var text in logs.Texts.Concat(activities))
            text.Should().NotContainAny(Hidden, Example.Secret.Reveal(), "whsec_");

        // The platform's experimental activities of connections name the host, if an app listens to them. Nobody can turn them off for one client.
        foreach (var text in logs.Texts.Concat(activities.Where(one => !one.StartsWith("Experimental.", StringComparison.Ordinal))))
            text.Should().NotContainAny(Host, string.Create(CultureInfo.InvariantCulture, $":{receiver.Port}"));
    }

    [Fact]
    public async Task Exceptions_contain_no_host()
    {
        await using var receiver = new Receiver();
        var broken = new BrokenResolver();
        await using var unknown = Endpoint.To(new($"http://{Host}/"), resolver: broken);
        await using var refused = Endpoint.To(new($"http://{Host}:{receiver.Port}/"), options => options.AllowPrivateAddresses = false, new FixedResolver(_ => [IPAddress.Loopback]));
        await using var secured = Endpoint.To(new($"https://{Host}:{receiver.Port}/"), resolver: new FixedResolver(_ => [IPAddress.Loopback]));
        receiver.Answer = static (_, _) => Task.FromResult(false);

        foreach (var endpoint in (Endpoint[])[unknown, refused, secured])
            (await Record.ExceptionAsync(() => endpoint.PostAsync()))!.ToString().Should().NotContain(Host);
    }

    private static Task<WebhookApp> StartAsync(Receiver receiver, CapturedLogs logs) => WebhookApp.StartAsync(services =>
    {
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs));
        services.AddSingleton<HostResolver>(new FixedResolver(_ => [IPAddress.Loopback]));
        services.AddConversations().AddWebhook(Endpoint.Name, options =>
        {
            WebhookApp.Configure(options, new($"http://{Host}:{receiver.Port}/{Hidden}?token={Hidden}"));
            options.Headers["Authorization"] = Hidden;
            options.RetryDelays.Add(TimeSpan.FromMilliseconds(5));
        });
    });

    private sealed class BrokenResolver : HostResolver
    {
        internal override Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) =>
            Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound, $"No such host: {host}"));
    }
}
