using System.Runtime.CompilerServices;
using Conversations.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Conversations.Events;

/// <summary>The events of users, for both kinds of streams.</summary>
internal sealed class UserEvents(ConversationsHttpOptions options, SenderNames names, IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <summary>Returns a source that cancels when a stream has to end: the client has gone, the host stops, the authentication expires, or it has lasted for long.</summary>
    internal StreamEnd EndOf(HttpContext http, CancellationToken cancellationToken)
    {
        var left = options.MaxStreamDuration;
        if (http.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc is { } expiry && expiry - time.GetUtcNow() < left)
            left = expiry - time.GetUtcNow();

        return new(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, cancellationToken, lifetime.ApplicationStopping);
    }

    /// <summary>Watches the conversations of a user.</summary>
    /// <exception cref="ArgumentException">The token is malformed, or of another user.</exception>
    internal IAsyncEnumerable<EventJson> WatchAsync(UserSession session, string? resume, CancellationToken cancellationToken) =>
        DrawAsync(session.WatchAsync(resume, cancellationToken), cancellationToken);

    private async IAsyncEnumerable<EventJson> DrawAsync(IAsyncEnumerable<WatchEvent> events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var one in events.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var sender = (one as WatchedChange)?.Message?.SenderId;
            yield return EventJson.Of(one, sender is { } user ? await names.FindAsync(user, cancellationToken).ConfigureAwait(false) : null);
        }
    }
}
