using Conversations.Security;
using Microsoft.AspNetCore.Http;

namespace Conversations.Operations;

/// <summary>Answers what is no operation.</summary>
/// <param name="operations">The operations of this side.</param>
/// <param name="depth">The number of segments before those of an operation.</param>
/// <param name="gate">Decides who may call.</param>
internal sealed class UnknownEndpoint(IReadOnlyList<Operation> operations, int depth, Gate gate)
{
    internal Task RunAsync(HttpContext http) => OperationEndpoint.GuardAsync(http, async () =>
    {
        await gate.AdmitAsync(http).ConfigureAwait(false);
        var segments = RawPath.SegmentsOf(OperationEndpoint.TargetOf(http));
        var before = depth + http.Request.PathBase.ToUriComponent().Split('/', StringSplitOptions.RemoveEmptyEntries).Length;
        var own = segments.AsSpan(Math.Min(before, segments.Length)).ToArray();
        var methods = operations.Where(one => one.IsAt(own)).Select(one => one.Method).ToArray();
        if (methods.Length == 0)
            throw new RefusedException(404, "OPERATION_NOT_FOUND", "There is no such endpoint.");

        http.Response.Headers.Allow = string.Join(", ", methods);
        throw new RefusedException(405, "METHOD_NOT_ALLOWED", "The endpoint has no such method.");
    });
}
