using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Security;

/// <summary>Decides whether a request may call a side of the API.</summary>
internal abstract class Gate
{
    /// <summary>Admits a request, or throws.</summary>
    /// <exception cref="RefusedException">The request is not admitted.</exception>
    internal abstract ValueTask AdmitAsync(HttpContext http);
}

/// <summary>Admits the app's own servers.</summary>
internal sealed class ServerGate(ServerAuthentication authentication) : Gate
{
    internal override async ValueTask AdmitAsync(HttpContext http)
    {
        if (http.Request.Headers.Authorization is [{ } header] && await authentication.IsServerAsync(header).ConfigureAwait(false))
            return;

        http.Response.Headers.WWWAuthenticate = "Bearer";
        throw new RefusedException(401, "UNAUTHORIZED", "The request needs a key or a token of the app as its bearer.");
    }
}

/// <summary>Admits users who are signed in, and gives the request their session.</summary>
internal sealed class UserGate(ConversationsHttpOptions options, CrossSite crossSite, bool isHub = false) : Gate
{
    internal override async ValueTask AdmitAsync(HttpContext http)
    {
        var user = await options.FindUser!(http).ConfigureAwait(false);
        if (user is not { IsDefault: false } known)
            throw new RefusedException(401, "UNAUTHORIZED", "Nobody is signed in.");

        crossSite.Check(http, isHub);
        var conversations = http.RequestServices.GetRequiredService<IConversations>();
        http.Features.Set(conversations.As(known, options.FindPermissions?.Invoke(http)));
    }
}
