using System.Buffers;
using System.Net;

namespace Conversations;

/// <summary>Decides by the status of an answer, and reads what follows it.</summary>
internal static class WebhookAnswer
{
    /// <summary>The number of bytes after which an answer is not read on. Nothing is kept of it.</summary>
    internal const int MaxSize = 64 * 1_024;

    private const int ChunkSize = 4_096;

    private static readonly TimeSpan _longestPause = TimeSpan.FromHours(24);

    /// <summary>Throws if the status is not 2xx. The body is not read, so its connection is closed.</summary>
    internal static void ThrowIfFailed(HttpResponseMessage response, DateTimeOffset now)
    {
        if (response.IsSuccessStatusCode)
            return;

        var text = $"The receiver answered with status {(int)response.StatusCode}.";
        throw response.StatusCode switch
        {
            HttpStatusCode.Gone => new PauseHandlerException(text),
            HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout =>
                new DestinationDownException(text, retryAfter: PauseOf(response, now)),
            _ => new HttpRequestException(text, null, response.StatusCode),
        };
    }

    /// <summary>Reads the body of a webhook that was taken, so that the connection can be used again.</summary>
    internal static async Task DrainAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength == 0)
            return;

        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkSize);
        var (size, read) = (0, 1);
        while (read > 0 && size <= MaxSize)
            size += read = await stream.ReadAsync(chunk.AsMemory(0, ChunkSize), cancellationToken).ConfigureAwait(false);

        ArrayPool<byte>.Shared.Return(chunk);
    }

    /// <summary>Returns what <c>Retry-After</c> asks for, at most 24 hours; null if the header is missing or not valid.</summary>
    private static TimeSpan? PauseOf(HttpResponseMessage response, DateTimeOffset now)
    {
        var header = response.Headers.RetryAfter;
        var pause = header?.Delta ?? header?.Date - now;
        return pause is not { } time ? null : time < TimeSpan.Zero ? TimeSpan.Zero : time > _longestPause ? _longestPause : time;
    }
}
