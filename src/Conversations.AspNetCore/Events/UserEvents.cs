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
    /// <exception cref="RefusedException">The authentication has expired, the connection has lasted for its longest time, or the host stops.</exception>
    internal StreamEnd EndOf(HttpContext http, CancellationToken cancellationToken)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            throw new RefusedException(503, "SHUTTING_DOWN", "The host is shutting down. Try again.");

        var left = DeadlineOf(http) - time.GetUtcNow();
        return left > TimeSpan.Zero
            ? new(left, time, cancellationToken, lifetime.ApplicationStopping)
            : throw new RefusedException(401, "UNAUTHORIZED", "The authentication has expired. Connect again.");
    }

    /// <summary>Returns when all streams of a connection end. It counts from the first stream, or from when a hub connection was opened.</summary>
    internal DateTimeOffset DeadlineOf(HttpContext http)
    {
        if (http.Features.Get<StreamDeadline>() is { } known)
            return known.At;

        var at = time.GetUtcNow() + options.MaxStreamDuration;
        if (http.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc is { } expiry && expiry < at)
            at = expiry;

        http.Features.Set(new StreamDeadline(at));
        return at;
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

/// <summary>When the streams of a connection end.</summary>
/// <param name="at">The time.</param>
internal sealed class StreamDeadline(DateTimeOffset at)
{
    internal DateTimeOffset At => at;
}
