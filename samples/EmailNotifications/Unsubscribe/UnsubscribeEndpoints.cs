using Conversations;
using Microsoft.AspNetCore.Mvc;

namespace EmailNotifications.Unsubscribe;

/// <summary>Lets a user get no more e-mails about a conversation. A GET shows a form and changes nothing, because mail scanners open links. Only a POST does.</summary>
internal static class UnsubscribeEndpoints
{
    internal const string Path = "/unsubscribe";

    /// <summary>Where the form is sent, relative to the page: a proxy may serve the app below a path.</summary>
    internal const string Action = "unsubscribe";

    private const string TokenField = "token";
    private const int MaxBodyBytes = 16 * 1_024;

    internal static void MapUnsubscribe(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(Path).AddEndpointFilter(ProtectAsync);
        group.MapGet("", Show);
        group.MapPost("", UnsubscribeAsync).WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));
    }

    private static IResult Show([FromQuery] string? token, UnsubscribeTokens tokens, UnsubscribePages pages) => tokens.Read(token, out _, out _) switch
    {
        TokenState.Valid => pages.Form(token!),
        TokenState.Expired => pages.Expired(),
        _ => pages.Invalid(),
    };

    private static async Task<IResult> UnsubscribeAsync(HttpContext http, UnsubscribeTokens tokens, UnsubscribePages pages, IConversations conversations)
    {
        switch (tokens.Read(await TokenOfAsync(http.Request, http.RequestAborted), out var user, out var conversation))
        {
            case TokenState.Expired:
                return pages.Expired();
            case TokenState.Invalid:
                return pages.Invalid();
        }

        try
        {
            // A session, not the app: the app would add a user again who has left.
            await conversations.As(user, UserPermissions.Default).SetParticipantAsync(conversation, user, new() { Notify = NotifySetting.None });
            return pages.Done();
        }
        catch (Exception error) when (error is ConversationNotFoundException or ConversationAccessException)
        {
            return pages.Left();
        }
    }

    /// <summary>Returns the token of the form, or that of the URL if a mail program unsubscribes with one click (RFC 8058).</summary>
    private static async Task<string?> TokenOfAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType)
            return null;

        try
        {
            var form = await request.ReadFormAsync(cancellationToken);
            return form["List-Unsubscribe"] == "One-Click" ? request.Query[TokenField] : form[TokenField];
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Keeps the token, which is in the URL, from caches and other sites, and scripts and frames from the page.</summary>
    private static ValueTask<object?> ProtectAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var headers = context.HttpContext.Response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XContentTypeOptions = "nosniff";
        return next(context);
    }
}
