using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Conversations.Benchmarks;

/// <summary>A host on Kestrel, on loopback.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    internal const string Key = "benchmark-key-of-at-least-32-bytes";
    internal const string UserHeader = "X-User";

    private readonly WebApplication _app;

    private ApiHost(WebApplication app) => (_app, Url) = (app, new(app.Urls.First()));

    internal Uri Url { get; }

    internal IConversations Conversations => _app.Services.GetRequiredService<IConversations>();

    /// <summary>Starts the library's endpoints on a database.</summary>
    internal static Task<ApiHost> StartAsync(DeliveryStore store) => StartAsync(
        services => store.Use(services.AddConversations().AddHttp(options =>
        {
            options.ServerKeys.Add(Key);
            options.FindUser = http => ValueTask.FromResult(http.Request.Headers[UserHeader] is [{ Length: > 0 } id] ? new UserId(id) : (UserId?)null);
        })),
        app => app.MapConversations("/v1"));

    internal static async Task<ApiHost> StartAsync(Action<IServiceCollection> add, Action<WebApplication> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0));
        add(builder.Services);
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return new(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
