using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Conversations.Json;
using Conversations.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Events;

/// <summary>Server-sent events: the framework's helper sends no headers before the first item, and nothing while no item comes.</summary>
internal sealed class EventStream(Gate gate)
{
    private const int MostTogether = 100;
    private const int MostBytesTogether = 64 * 1024;

    private static readonly TimeSpan _heartbeatEvery = TimeSpan.FromSeconds(15);


    internal Task RunAsync(HttpContext http) => Operations.OperationEndpoint.GuardAsync(http, async () =>
    {
        await gate.AdmitAsync(http).ConfigureAwait(false);
        var events = http.RequestServices.GetRequiredService<UserEvents>();
        var time = http.RequestServices.GetRequiredService<TimeProvider>();
        using var end = events.EndOf(http, http.RequestAborted);
        var resume = http.Request.Headers["Last-Event-ID"] is [{ Length: > 0 } last] ? last : http.Request.Query["resume"] is [{ Length: > 0 } asked] ? asked : null;
        var watch = events.WatchAsync(http.Features.GetRequiredFeature<UserSession>(), resume, end.Token).GetAsyncEnumerator(end.Token);
        try
        {
            await WriteAsync(http, watch, time, end).ConfigureAwait(false);
        }
        catch (Exception error) when (http.Response.HasStarted && (error is OperationCanceledException || error is ConversationsException || error is ObjectDisposedException))
        {
            // The stream ends. The client connects again with the token of the last event.
        }
        finally
        {
            await watch.DisposeAsync().ConfigureAwait(false);
        }
    });

    /// <summary>Writes events until the stream ends. A client that reads slowly is waited for, and while it is, no event is taken.</summary>
    private static async Task WriteAsync(HttpContext http, IAsyncEnumerator<EventJson> watch, TimeProvider time, StreamEnd end)
    {
        // What is wrong with the request shows before the first answer.
        var next = watch.MoveNextAsync().AsTask();
        if (next.IsFaulted)
            await next.ConfigureAwait(false);

        using var timer = new PeriodicTimer(_heartbeatEvery, time);
        try
        {
            var body = await BeginAsync(http, end.Token).ConfigureAwait(false);
            var beat = timer.WaitForNextTickAsync(end.Token).AsTask();
            do
            {
                await Task.WhenAny(next, beat).ConfigureAwait(false);
                for (var written = 0; next.IsCompleted && written < MostTogether && body.UnflushedBytes < MostBytesTogether; written++)
                {
                    if (!await next.ConfigureAwait(false))
                        return;

                    Write(body, watch.Current);
                    next = watch.MoveNextAsync().AsTask();
                }

                if (beat.IsCompleted && await beat.ConfigureAwait(false))
                {
                    Write(body, EventJson.Heartbeat);
                    beat = timer.WaitForNextTickAsync(end.Token).AsTask();
                }
            }
            while (!(await body.FlushAsync(end.Token).ConfigureAwait(false)).IsCompleted);
        }
        finally
        {
            // An enumerator that waits must not be disposed of.
            await end.EndAsync().ConfigureAwait(false);
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<PipeWriter> BeginAsync(HttpContext http, CancellationToken cancellationToken)
    {
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentEncoding = "identity";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        var body = http.Response.BodyWriter;
        // A client that was cut off connects again after two seconds.
        body.Write("retry: 2000\n"u8);
        Write(body, EventJson.Ready);
        await body.FlushAsync(cancellationToken).ConfigureAwait(false);
        return body;
    }

    private static void Write(PipeWriter body, EventJson one)
    {
        if (one.Resume is { } resume)
            body.Write(Utf8.GetBytes($"id: {resume}\n"));

        body.Write("data: "u8);
        using (var writer = new Utf8JsonWriter(body, Operations.OperationEndpoint.Writing))
            JsonSerializer.Serialize(writer, one, EventsJson.Default.EventJson);

        body.Write("\n\n"u8);
    }
}
