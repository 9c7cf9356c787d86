using Microsoft.Extensions.Options;

namespace Conversations.Security;

/// <summary>Checks the options when the endpoints are mapped.</summary>
internal static class HttpOptionsCheck
{
    private static readonly string[] _taken = ["me", "users", "conversations", "import", "batch"];

    /// <exception cref="OptionsValidationException">An option is missing or wrong. The message shows no secret.</exception>
    internal static void Check(ConversationsHttpOptions options, ConversationsOptions others)
    {
        var faults = Faults(options, others).ToList();
        if (faults.Count > 0)
            throw new OptionsValidationException(nameof(ConversationsHttpOptions), typeof(ConversationsHttpOptions), faults);
    }

    private static IEnumerable<string> Faults(ConversationsHttpOptions options, ConversationsOptions others)
    {
        foreach (var (name, secrets) in new[] { (nameof(options.ServerKeys), options.ServerKeys), (nameof(options.TokenSecrets), options.TokenSecrets) })
        {
            if (secrets.Any(secret => secret is null || Utf8.GetBytes(secret).Length < ServerAuthentication.MinSecretLength))
                yield return $"{name} must have at least {ServerAuthentication.MinSecretLength} bytes each.";

            if (secrets.Any(secret => others.IdSecrets.Contains(secret) || options.SignatureSecrets.Contains(secret)))
                yield return $"{name} must differ from the secrets of ids and from those of signatures.";
        }

        if (options.ServerKeys.Intersect(options.TokenSecrets).Any())
            yield return "ServerKeys must differ from TokenSecrets: a key is sent with each request, and whoever has the secret can make tokens.";

        if (options.TokenSecrets.Count > 0 && options.AppId is null)
            yield return "AppId is required with TokenSecrets: it is the issuer of tokens.";

        if (options.AppId is { } id && (id.Length == 0 || !id.All(one => char.IsAsciiLetterOrDigit(one) || one is '-' or '_') || _taken.Contains(id, StringComparer.OrdinalIgnoreCase)))
            yield return $"AppId must be of ASCII letters, digits, '-' and '_', and none of {string.Join(", ", _taken)}.";

        if (options.MaxStreamDuration < TimeSpan.FromSeconds(1) || options.MaxStreamDuration > TimeSpan.FromHours(1))
            yield return "MaxStreamDuration must be 1 second to 1 hour.";

        if (options.MaxBodySize is < 1024 or > 100 * 1024 * 1024)
            yield return "MaxBodySize must be 1,024 to 104,857,600 bytes.";

        if (!options.AllowedOrigins.All(IsOrigin))
            yield return "AllowedOrigins must be of the form https://host or https://host:port, without a path.";
    }

    private static bool IsOrigin(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.GetLeftPart(UriPartial.Authority) == origin;
}
