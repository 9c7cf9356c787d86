using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Conversations.AspNetCore;

/// <summary>A host on Kestrel. The user of a request is in a header, as an app would take it from a signed-in user.</summary>
internal sealed class HttpHost : IAsyncDisposable
{
    internal const string Key = "server-key-of-at-least-32-bytes!";
    internal const string TokenSecret = "token-secret-of-at-least-32-bytes";
    internal const string UserHeader = "X-User";

    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly WebApplication _app;
    private readonly SocketsHttpHandler _handler;

    private HttpHost(WebApplication app, Uri url, ConversationsEndpoints endpoints)
    {
        (_app, Url, Endpoints) = (app, url, endpoints);
        _handler = new() { UseCookies = false };
        Client = new(_handler) { BaseAddress = url };
    }

    internal Uri Url { get; }

    internal HttpClient Client { get; }

    internal ConversationsEndpoints Endpoints { get; }

    internal IServiceProvider Services => _app.Services;

    internal IConversations Conversations => Services.GetRequiredService<IConversations>();

    internal static async Task<HttpHost> StartAsync(
        Action<ConversationsHttpOptions>? configure = null,
        Action<IConversationsBuilder>? add = null,
        Action<WebApplication>? map = null,
        string prefix = "/v1",
        int port = 0,
        HttpProtocols protocols = HttpProtocols.Http1)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, port, endpoint => endpoint.Protocols = protocols));
        var conversations = builder.Services.AddConversations().AddHttp(options =>
        {
            options.AppId = "app";
            options.ServerKeys.Add(Key);
            options.TokenSecrets.Add(TokenSecret);
            options.FindUser = http => ValueTask.FromResult(
                http.Request.Headers[UserHeader] is [{ Length: > 0 } id] ? new UserId(id) : (UserId?)null);
            configure?.Invoke(options);
        });
        add?.Invoke(conversations);
        var app = builder.Build();
        app.UseExceptionHandler();
        map?.Invoke(app);
        var endpoints = app.MapConversations(prefix);
        await app.StartAsync();
        return new(app, new(app.Urls.First()), endpoints);
    }

    /// <summary>Calls the server side with the key.</summary>
    internal Task<Reply> CallAsync(string method, string path, string? body = null, params (string Name, string Value)[] headers) =>
        SendAsync(method, path, body, [("Authorization", $"Bearer {Key}"), .. headers]);

    /// <summary>Calls the user side as a page of the same site does.</summary>
    internal Task<Reply> CallAsAsync(string user, string method, string path, string? body = null, params (string Name, string Value)[] headers) =>
        SendAsync(method, path, body, [(UserHeader, user), ("Sec-Fetch-Site", "same-origin"), .. headers]);

    internal async Task<Reply> SendAsync(string method, string path, string? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new(method), path);
        if (body is not null)
            request.Content = new StringContent(body, _utf8, new MediaTypeHeaderValue("application/json"));

        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);

        using var response = await Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new((int)response.StatusCode, text, response.Headers.ETag?.ToString(), response);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _handler.Dispose();
        await _app.DisposeAsync();
    }
}

/// <summary>What a host answered.</summary>
internal sealed record Reply(int Status, string Text, string? ETag, HttpResponseMessage Response)
{
    internal JsonNode Json => JsonNode.Parse(Text)!;

    internal string? ErrorCode => (string?)Json["errorCode"];

    internal string? Field => (string?)Json["field"];
}
