using Microsoft.AspNetCore.Routing;

namespace Conversations;

/// <summary>The endpoints that <c>MapConversations()</c> has mapped, in groups, to which the app adds its policies.</summary>
/// <param name="server">The server side, or null.</param>
/// <param name="user">The user side, or null.</param>
public sealed class ConversationsEndpoints(RouteGroupBuilder? server, RouteGroupBuilder? user)
{
    /// <summary>Gets the server side, which acts as the app; or null if it is not mapped, because the options have no key and no secret.</summary>
    public RouteGroupBuilder? Server { get; } = server;

    /// <summary>Gets the user side (<c>/me/…</c>) with the events and the hub; or null if it is not mapped, because the options do not say who the user is.</summary>
    public RouteGroupBuilder? User { get; } = user;
}
