using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;

namespace Conversations.Events;

/// <summary>The SignalR hub of users, with one stream. It needs no groups, no backplane and no sticky sessions: a client goes on at any host with a token.</summary>
internal sealed class ConversationsHub(UserEvents events) : Hub
{
    /// <inheritdoc/>
    public override Task OnConnectedAsync()
    {
        if (Context.GetHttpContext() is { } http)
            events.DeadlineOf(http);

        return base.OnConnectedAsync();
    }

    /// <summary>Streams the events of all conversations of the user.</summary>
    /// <param name="resume">The token of the last event, or null to begin now.</param>
    /// <param name="cancellationToken">Cancels when the client ends the stream.</param>
    public async IAsyncEnumerable<EventPayload> Watch(string? resume, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var http = Context.GetHttpContext() ?? throw new HubException("The connection is no request.");
        using var end = EndOf(http, cancellationToken);
        var watch = Begin(http.Features.GetRequiredFeature<UserSession>(), resume, end.Token);
        await using (watch.ConfigureAwait(false))
        {
            yield return new(Json.EventJson.Ready);

            while (await MoveNextAsync(watch, end.Token).ConfigureAwait(false))
                yield return new(watch.Current);
        }
    }

    private static async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<Json.EventJson> watch, CancellationToken end)
    {
        try
        {
            return await watch.MoveNextAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception error) when (error is ConversationsException or ObjectDisposedException)
        {
            throw new HubException(Problems.OfCall(error, isMatch: false)?.Detail ?? "The stream has ended.", error);
        }
    }

    private StreamEnd EndOf(Microsoft.AspNetCore.Http.HttpContext http, CancellationToken cancellationToken)
    {
        try
        {
            return events.EndOf(http, cancellationToken);
        }
        catch (RefusedException error)
        {
            throw new HubException(error.Message, error);
        }
    }

    private IAsyncEnumerator<Json.EventJson> Begin(UserSession session, string? resume, CancellationToken end)
    {
        try
        {
            return events.WatchAsync(session, resume, end).GetAsyncEnumerator(end);
        }
        catch (ArgumentException error)
        {
            throw new HubException("The token is not valid. Begin without one.", error);
        }
    }
}
