namespace Conversations;

/// <summary>Posts signed bodies, and turns answers and failures into what the delivery understands. No exception names the URL.</summary>
/// <param name="client">The client of the endpoint. It has no time limit and no buffers of its own, so it costs less than an HttpClient.</param>
/// <param name="time">The clock.</param>
/// <param name="timeout">The time limit of a request, its answer included. The delivery keeps it: its token is cancelled then.</param>
internal sealed class WebhookSender(HttpMessageInvoker client, TimeProvider time, TimeSpan timeout)
{
    /// <summary>Posts a body, and returns if the receiver took it.</summary>
    /// <param name="endpoint">Where to.</param>
    /// <param name="id">The id of the message, the same at each attempt.</param>
    /// <param name="body">The body. It must not be changed after a call that failed.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="PauseHandlerException">The receiver is gone: it answered with 410.</exception>
    /// <exception cref="DestinationDownException">The receiver cannot be reached, or asks for a pause.</exception>
    /// <exception cref="HttpRequestException">The receiver answered with another status than 2xx, or not as HTTP demands.</exception>
    /// <exception cref="TimeoutException">The answer did not come in time.</exception>
    internal async Task SendAsync(WebhookEndpoint endpoint, string id, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        try
        {
            using var request = WebhookRequest.Create(endpoint, id, body, time.GetUtcNow());
            using var response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            WebhookAnswer.ThrowIfFailed(response, time.GetUtcNow());
            await WebhookAnswer.DrainAsync(response, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or HttpRequestException { StatusCode: null })
        {
            throw cancellationToken.IsCancellationRequested ? WebhookFailure.TookTooLong(timeout) : WebhookFailure.Of(error);
        }
    }
}
