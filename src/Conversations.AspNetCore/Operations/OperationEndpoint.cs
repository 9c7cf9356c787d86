using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Conversations.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace Conversations.Operations;

/// <summary>Runs an operation for a request.</summary>
/// <param name="operation">The operation.</param>
/// <param name="gate">Decides who may call.</param>
/// <param name="maxBodySize">The greatest size of a body in bytes.</param>
internal sealed class OperationEndpoint(Operation operation, Gate gate, int maxBodySize)
{
    /// <summary>Letters of all scripts are written as they are. That is safe, since no answer is HTML, and no browser may take it for that.</summary>
    internal static readonly JsonWriterOptions Writing = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal Task RunAsync(HttpContext http) => GuardAsync(http, async () =>
    {
        await gate.AdmitAsync(http).ConfigureAwait(false);
        var segments = RawPath.SegmentsOf(TargetOf(http));
        var call = new Call(http, operation.IdsOf(segments), QueryHelpers.ParseQuery(http.Request.QueryString.Value), await ReadAsync(http.Request).ConfigureAwait(false))
        {
            Expected = ExpectedBy(http.Request),
            IdempotencyKey = http.Request.Headers["Idempotency-Key"] switch
            {
                [] => null,
                [{ } key] => key,
                _ => throw Refusal.Of("Idempotency-Key", "must be given once"),
            },
        };
        await WriteAsync(http, await operation.RunAsync(call).ConfigureAwait(false)).ConfigureAwait(false);
    });

    /// <summary>Answers what goes wrong with problem details.</summary>
    internal static async Task GuardAsync(HttpContext http, Func<Task> run)
    {
        try
        {
            await run().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer.
        }
        catch (Exception error) when (!http.Response.HasStarted)
        {
            if (Problems.OfCall(error, http.Request.Headers.ContainsKey("If-Match")) is not { } problem)
                throw;

            await Problems.WriteAsync(http, problem).ConfigureAwait(false);
        }
    }

    /// <summary>Returns the target of a request as it was sent. A server that does not tell it has decoded nothing that matters in a test.</summary>
    internal static string TargetOf(HttpContext http) => http.Features.Get<IHttpRequestFeature>()?.RawTarget is { Length: > 0 } target
        ? target
        : http.Request.Path.ToUriComponent();

    /// <summary>Returns the version that <c>If-Match</c> names, or null if there is none, or it is "*".</summary>
    private long? ExpectedBy(HttpRequest request) => request.Headers.IfMatch switch
    {
        [] or ["*"] => null,
        _ when HttpMethods.IsGet(operation.Method) => null,
        _ when !operation.Matches => throw new RefusedException(412, "VERSION_CONFLICT", "This operation cannot be made to depend on a version.", "If-Match"),
        [{ Length: > 2 } tag] when tag[0] == '"' && tag[^1] == '"' && long.TryParse(tag.AsSpan(1, tag.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var version) => version,

        // What was never given as a tag matches nothing.
        _ => throw new RefusedException(412, "VERSION_CONFLICT", "If-Match names no version of this.", "If-Match"),
    };

    private static async Task WriteAsync(HttpContext http, Answer answer)
    {
        var response = http.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        if (answer.Version is { } version)
            response.Headers.ETag = $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";

        // Answers are bounded, and writing one at once takes half as long as writing it piece by piece.
        using (var writer = new Utf8JsonWriter(response.BodyWriter, Writing))
            JsonSerializer.Serialize(writer, answer.Body, answer.Type);

        await response.BodyWriter.FlushAsync(http.RequestAborted).ConfigureAwait(false);
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request)
    {
        if (operation.Takes is null)
            return default;

        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit && !(limit.MaxRequestBodySize <= maxBodySize))
            limit.MaxRequestBodySize = maxBodySize;

        while (true)
        {
            var read = await request.BodyReader.ReadAsync(request.HttpContext.RequestAborted).ConfigureAwait(false);
            if (read.Buffer.Length > maxBodySize)
                throw new RefusedException(413, "BODY_TOO_LARGE", $"The body must have at most {maxBodySize} bytes.");

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
