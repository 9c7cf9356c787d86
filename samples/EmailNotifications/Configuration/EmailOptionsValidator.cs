using EmailNotifications.Mail;
using Microsoft.Extensions.Options;

namespace EmailNotifications.Configuration;

/// <summary>Checks the options of e-mails when the app starts.</summary>
internal sealed class EmailOptionsValidator(IHostEnvironment environment) : IValidateOptions<EmailOptions>
{
    public ValidateOptionsResult Validate(string? name, EmailOptions options)
    {
        var problems = Problems(options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private IEnumerable<string> Problems(EmailOptions options)
    {
        if (!Address.TryParse(options.From, out _))
            yield return "Email:From must be one mailbox.";
        if (!string.IsNullOrEmpty(options.ReplyTo) && !Address.TryParse(options.ReplyTo, out _))
            yield return "Email:ReplyTo must be one mailbox, or null.";
        if (!IsPublic(options.PublicUrl))
            yield return "Email:PublicUrl must be an absolute https URL without a query. Only in development it may be an http URL.";
        if (string.IsNullOrEmpty(options.Smtp.Host) && string.IsNullOrEmpty(options.Folder))
            yield return "Set Email:Smtp:Host or Email:Folder.";
        if (options.Smtp.Port is < 1 or > 65_535)
            yield return "Email:Smtp:Port must be between 1 and 65,535.";
    }

    private bool IsPublic(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && environment.IsDevelopment()))
        && uri is { Query: "", Fragment: "" };
}
