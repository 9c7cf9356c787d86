using System.Globalization;
using Conversations.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Conversations;

/// <summary>Turns exceptions into problem details.</summary>
internal static class Problems
{
    /// <summary>The arguments of the library that a request gives. Code of the app may throw for others, and its messages are not for users.</summary>
    private static readonly HashSet<string> _arguments = ["size", "cursor", "query", "resume", "upTo"];

    internal const string ContentType = "application/problem+json";

    /// <summary>Returns the problem of an exception of this library, or null for another exception.</summary>
    /// <param name="error">The exception.</param>
    /// <param name="isMatch">Whether the request has <c>If-Match</c>: then a conflict of versions is a failed precondition.</param>
    internal static ProblemJson? Of(Exception error, bool isMatch = false) => error switch
    {
        RefusedException refused => Of(refused.Status, refused.Code, refused.Message, refused.Field),
        InvalidConversationDataException invalid => Of(400, "INVALID_DATA", invalid.Message, invalid.Field),
        ConversationNotFoundException => Of(404, "CONVERSATION_NOT_FOUND", error.Message),
        MessageNotFoundException => Of(404, "MESSAGE_NOT_FOUND", error.Message),
        ConversationAccessException => Of(403, "ACCESS_DENIED", error.Message),
        ConversationConflictException => Of(isMatch ? 412 : 409, "VERSION_CONFLICT", error.Message),
        MessageConflictException => Of(409, "IDEMPOTENCY_KEY_CONFLICT", error.Message, "idempotencyKey"),
        SendRefusedException refused => Of(422, "SEND_REFUSED", refused.Reason),
        ChangesPrunedException => Of(410, "CHANGES_PRUNED", error.Message),
        TooManyWatchesException => Of(429, "TOO_MANY_WATCHES", error.Message),
        SlowWatcherException => Of(503, "SLOW_WATCHER", error.Message),
        OutcomeUnknownException => Of(503, "OUTCOME_UNKNOWN", "It is not known whether the write was done. Repeat the request; with an idempotency key, that is safe."),
        StorageException => Of(503, "STORAGE", "The storage cannot be reached. Nothing was written. Try again."),
        BadHttpRequestException bad => Of(bad.StatusCode, bad.StatusCode == 413 ? "BODY_TOO_LARGE" : "BAD_REQUEST", bad.Message),
        _ => null,
    };

    /// <summary>Returns the problem of an exception of a call to this library, which also throws for arguments that the caller of HTTP gave.</summary>
    internal static ProblemJson? OfCall(Exception error, bool isMatch) => Of(error, isMatch) ?? error switch
    {
        ArgumentException { ParamName: { } parameter } argument when _arguments.Contains(parameter) =>
            Of(400, "INVALID_REQUEST", Sentence(argument), parameter == "query" ? null : FieldOf(parameter)),
        ObjectDisposedException => Of(503, "SHUTTING_DOWN", "The host is shutting down. Try again."),
        _ => null,
    };

    internal static ProblemJson Of(int status, string code, string detail, string? field = null) => new()
    {
        Type = "about:blank",
        Title = ReasonPhrases.GetReasonPhrase(status),
        Status = status,
        Detail = detail,
        Field = field,
        ErrorCode = code,
        Reasons = field is null ? new Dictionary<string, string>() : new Dictionary<string, string> { [field] = detail },
    };

    internal static async Task WriteAsync(HttpContext http, ProblemJson problem)
    {
        http.Response.StatusCode = problem.Status;
        http.Response.Headers.CacheControl = "no-store";
        if (problem.Status == 503)
            http.Response.Headers.RetryAfter = 1.ToString(CultureInfo.InvariantCulture);

        await http.Response.WriteAsJsonAsync(problem, HttpJson.Default.ProblemJson, ContentType, http.RequestAborted).ConfigureAwait(false);
    }

    private static string Sentence(ArgumentException error) => error.ParamName is { } parameter
        ? error.Message.Replace($" (Parameter '{parameter}')", "", StringComparison.Ordinal).Split(Environment.NewLine)[0]
        : error.Message;

    private static string FieldOf(string parameter) => parameter == "size" ? "limit" : parameter;
}
