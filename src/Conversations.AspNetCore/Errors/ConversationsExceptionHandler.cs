using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Conversations;

/// <summary>Answers exceptions of this library in the app's own endpoints with problem details, if the app calls <c>UseExceptionHandler()</c>.</summary>
internal sealed class ConversationsExceptionHandler : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not ConversationsException || Problems.Of(exception, httpContext.Request.Headers.ContainsKey("If-Match")) is not { } problem)
            return false;

        await Problems.WriteAsync(httpContext, problem).ConfigureAwait(false);
        return true;
    }
}
