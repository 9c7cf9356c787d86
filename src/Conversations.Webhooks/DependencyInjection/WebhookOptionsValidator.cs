using System.Buffers;
using System.Globalization;
using Conversations;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Reports all problems of the options at once. No message contains a URL, a secret or the value of a header.</summary>
internal sealed class WebhookOptionsValidator : IValidateOptions<WebhookOptions>
{
    private const int MaxSecrets = 10;
    private const int MaxConcurrency = 1_000;
    private const int MaxDelayDays = 30;
    private const int MaxTimeoutMinutes = 5;

    /// <summary>The characters of the name of a header (RFC 9110, token).</summary>
    private static readonly SearchValues<char> _token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Headers that say how a request is sent.</summary>
    private static readonly HashSet<string> _ofHttp = new(
        ["Connection", "Cookie", "Date", "Expect", "Host", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Via"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly string[] _ofWebhooks = ["Content-", "Webhook-", "X-TalkJS-"];

    public ValidateOptionsResult Validate(string? name, WebhookOptions options)
    {
        List<string> problems = [.. ProblemsOf(options).Select(problem => $"Webhook '{name}': {problem}")];
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> ProblemsOf(WebhookOptions options) =>
    [
        .. OfUrl(options), .. OfSecrets(options), .. OfForm(options), .. OfTypes(options), .. OfDelivery(options), .. OfHeaders(options),
    ];

    private static IEnumerable<string> OfUrl(WebhookOptions options)
    {
        if (options.Url is not { } url)
            yield return "Url is missing.";
        else if (!url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttps && (url.Scheme != Uri.UriSchemeHttp || !options.AllowHttp)))
            yield return "Url must be an absolute URL with https, or with http if AllowHttp is true.";
        else if (url.UserInfo.Length > 0)
            yield return "Url must not contain a user name or a password. Use Headers for credentials.";
    }

    private static IEnumerable<string> OfSecrets(WebhookOptions options)
    {
        if (options.Secrets.Count is < 1 or > MaxSecrets)
            yield return $"Secrets must contain 1 to {MaxSecrets} secrets, but there are {options.Secrets.Count}.";
        for (var i = 0; i < options.Secrets.Count; i++)
        {
            if (!WebhookSecret.TryParse(options.Secrets[i], out _))
                yield return Invariant($"Secrets[{i}] must be 'whsec_' and the Base64 text of {WebhookSecret.MinLength} to {WebhookSecret.MaxLength} bytes.");
        }
    }

    private static IEnumerable<string> OfForm(WebhookOptions options)
    {
        if (!Enum.IsDefined(options.Format))
            yield return "Format must be StandardWebhooks or TalkJs.";
        if (!Enum.IsDefined(options.Content))
            yield return "Content must be Full or Thin.";
        if (options.Format == WebhookFormat.TalkJs && options.Content != WebhookContent.Full)
            yield return "Content must be Full with the format TalkJs, which has no thin form.";
        if (options.Format == WebhookFormat.TalkJs && options.Secrets.Count > 1)
            yield return "Secrets must contain one secret with the format TalkJs, which has one signature.";
    }

    private static IEnumerable<string> OfTypes(WebhookOptions options)
    {
        for (var i = 0; i < options.Types.Count; i++)
        {
            if (WebhookType.Find(options.Types[i]) is null)
                yield return Invariant($"Types[{i}] is no type of webhook. The types are {string.Join(", ", WebhookType.All.Select(type => type.Name))}.");
        }
    }

    private static IEnumerable<string> OfDelivery(WebhookOptions options)
    {
        if (options.MaxConcurrency is < 1 or > MaxConcurrency)
            yield return Invariant($"MaxConcurrency must be 1 to {MaxConcurrency:N0}, but is {options.MaxConcurrency}.");
        if (options.Timeout <= TimeSpan.Zero || options.Timeout > TimeSpan.FromMinutes(MaxTimeoutMinutes))
            yield return Invariant($"Timeout must be more than zero and at most {MaxTimeoutMinutes} minutes, but is {options.Timeout}.");
        for (var i = 0; i < options.RetryDelays.Count; i++)
        {
            if (options.RetryDelays[i] <= TimeSpan.Zero || options.RetryDelays[i] > TimeSpan.FromDays(MaxDelayDays))
                yield return Invariant($"RetryDelays[{i}] must be more than zero and at most {MaxDelayDays} days, but is {options.RetryDelays[i]}.");
        }

        if (options.PauseAfter <= TimeSpan.Zero)
            yield return Invariant($"PauseAfter must be more than zero, or null, but is {options.PauseAfter}.");
    }

    private static IEnumerable<string> OfHeaders(WebhookOptions options)
    {
        foreach (var (name, value) in options.Headers)
        {
            if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(_token))
                yield return "Headers has a name that is empty, or has characters that a header's name cannot have.";
            else if (_ofHttp.Contains(name) || _ofWebhooks.Any(start => name.StartsWith(start, StringComparison.OrdinalIgnoreCase)))
                yield return $"Headers must not contain {name}: the library or HTTP itself sets it.";
            else if (value is null || value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
                yield return $"The value of the header {name} must consist of visible characters of ASCII and spaces, without line breaks.";
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
