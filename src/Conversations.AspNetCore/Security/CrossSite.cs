using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Conversations.Security;

/// <summary>Refuses requests that the page of another site makes with the cookies of the user.</summary>
/// <param name="allowedOrigins">The other origins that may.</param>
internal sealed class CrossSite(IEnumerable<string> allowedOrigins)
{
    private readonly HashSet<string> _allowed = new(allowedOrigins, StringComparer.OrdinalIgnoreCase);

    /// <summary>Throws if a request may be made by another site: a write, or one that opens the hub.</summary>
    /// <exception cref="RefusedException">It may.</exception>
    internal void Check(HttpContext http, bool isHub)
    {
        // A page of another site can send cookies, but no header with a token unless CORS allows it.
        var request = http.Request;
        // A client that is no browser may send cookies of a load balancer, but neither of the two headers.
        var isNoPage = request.Headers.Cookie.Count == 0 || (request.Headers.Origin.Count == 0 && request.Headers["Sec-Fetch-Site"].Count == 0);
        if ((HttpMethods.IsGet(request.Method) && !isHub) || (HasBearer(request) && isNoPage))
            return;

        CheckOrigin(request);
        // Over HTTP/2, the request that opens a WebSocket looks as if it had a body.
        if (!isHub && HasBody(http) && !request.HasJsonContentType())
            throw new RefusedException(415, "UNSUPPORTED_MEDIA_TYPE", "The body must be application/json.");
    }

    private static bool HasBearer(HttpRequest request) => request.Headers.Authorization is [{ } value] && value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase);

    private static bool HasBody(HttpContext http) =>
        http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true && http.Request.ContentLength is not 0;

    private void CheckOrigin(HttpRequest request)
    {
        var (origin, site) = (request.Headers.Origin.ToString(), request.Headers["Sec-Fetch-Site"].ToString());
        if (origin.Length > 0 && _allowed.Contains(origin))
            return;

        var isSameOrigin = string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
        var isSameSite = site == "same-origin";
        if (origin.Length > 0 ? isSameOrigin && (site.Length == 0 || isSameSite) : isSameSite)
            return;

        throw new RefusedException(403, "CROSS_SITE", "A request with cookies must come from a page of this site: its Origin must be that of the request, or be allowed.");
    }
}
