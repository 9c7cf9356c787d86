using System.Diagnostics.CodeAnalysis;
using Conversations;
using Conversations.Events;
using Conversations.Operations;
using Conversations.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Extension methods that map HTTP endpoints of conversations.</summary>
public static class ConversationsEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps the endpoints that the options of <c>AddHttp()</c> open: the server side, which acts as the app, if there is a key or a secret; and the user side below
    /// <c>/me</c>, if the options say who the user is.
    /// </summary>
    /// <param name="endpoints">Where to map.</param>
    /// <param name="prefix">What all paths begin with, such as "/v1", without parameters.</param>
    /// <returns>The two groups, to which the app adds its policies, such as rate limits.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="InvalidOperationException"><c>AddHttp()</c> was not called.</exception>
    /// <exception cref="OptionsValidationException">An option is missing or wrong.</exception>
    public static ConversationsEndpoints MapConversations(this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string prefix = "/v1")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        var options = endpoints.ServiceProvider.GetService<ConversationsHttpOptions>()
            ?? throw new InvalidOperationException("Call AddConversations().AddHttp(…) before MapConversations().");
        HttpOptionsCheck.Check(options, endpoints.ServiceProvider.GetRequiredService<IOptions<ConversationsOptions>>().Value);
        prefix = prefix.TrimEnd('/');
        var depth = prefix.Split('/', StringSplitOptions.RemoveEmptyEntries).Length;
        return new(
            options.HasServer ? MapServer(endpoints.MapGroup(prefix), options, endpoints.ServiceProvider, depth) : null,
            options.FindUser is null ? null : MapUser(endpoints.MapGroup($"{prefix}/me"), options, depth + 1));
    }

    private static RouteGroupBuilder MapServer(RouteGroupBuilder group, ConversationsHttpOptions options, IServiceProvider services, int depth)
    {
        var gate = new ServerGate(new(options, services.GetService<TimeProvider>() ?? TimeProvider.System));
        foreach (var operation in ServerOperations.All)
        {
            Map(group, "", operation, gate, options);
            if (options.AppId is { } appId)
                Map(group, $"/{appId}", operation, gate, options);
        }

        // Without a prefix, this would answer everything that the app itself answers last.
        if (depth > 0)
            MapUnknown(group, ServerOperations.All, depth, gate);

        return group;
    }

    private static RouteGroupBuilder MapUser(RouteGroupBuilder group, ConversationsHttpOptions options, int depth)
    {
        var crossSite = new CrossSite(options.AllowedOrigins);
        var gate = new UserGate(options, crossSite);
        var operations = UserOperations.All(options.ListContacts is not null);
        foreach (var operation in operations)
            Map(group, "", operation, gate, options);

        group.MapGet("/changes", (RequestDelegate)new EventStream(gate).RunAsync).WithSummary("Streams the events of all conversations of the user as server-sent events.");
        var hub = group.MapHub<ConversationsHub>("/hub", connection =>
        {
            connection.Transports = HttpTransportType.WebSockets;
            connection.CloseOnAuthenticationExpiration = true;
        });
        var hubGate = new UserGate(options, crossSite, isHub: true);
        hub.Add(endpoint =>
        {
            var inner = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = http => OperationEndpoint.GuardAsync(http, async () =>
            {
                await hubGate.AdmitAsync(http).ConfigureAwait(false);
                await inner(http).ConfigureAwait(false);
            });
        });
        MapUnknown(group, operations, depth, gate);
        return group;
    }

    private static void Map(RouteGroupBuilder group, string before, Operation operation, Gate gate, ConversationsHttpOptions options) =>
        group.MapMethods(before + operation.Path, [operation.Method], (RequestDelegate)new OperationEndpoint(operation, gate, options.MaxBodySize).RunAsync)
            .WithSummary(operation.Summary);

    private static void MapUnknown(RouteGroupBuilder group, IReadOnlyList<Operation> operations, int depth, Gate gate) =>
        group.Map("{**rest}", (RequestDelegate)new UnknownEndpoint(operations, depth, gate).RunAsync).ExcludeFromDescription();
}
