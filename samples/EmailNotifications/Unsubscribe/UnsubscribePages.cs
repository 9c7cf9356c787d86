using EmailNotifications.Rendering;

namespace EmailNotifications.Unsubscribe;

/// <summary>The pages on which a user unsubscribes. They tell nothing about the conversation, because links are forwarded.</summary>
internal sealed class UnsubscribePages(LiquidTemplates templates)
{
    internal IResult Form(string token) => Page(StatusCodes.Status200OK, "Stop e-mails?", "You will get no e-mails about this conversation any more.", token);

    internal IResult Done() => Page(StatusCodes.Status200OK, "Done", "You get no e-mails about this conversation any more.");

    internal IResult Left() => Page(StatusCodes.Status200OK, "Done", "You do not take part in this conversation any more, so you get no e-mails about it.");

    internal IResult Invalid() => Page(StatusCodes.Status400BadRequest, "This link does not work", "Use the link of an e-mail as it is, without changes.");

    internal IResult Expired() => Page(StatusCodes.Status410Gone, "This link has expired", "Use the link of a newer e-mail.");

    private IResult Page(int status, string title, string text, string? token = null) => Results.Content(
        templates.RenderHtml("page", ("title", title), ("text", text), ("token", token), ("action", UnsubscribeEndpoints.Action)),
        "text/html; charset=utf-8",
        statusCode: status);
}
