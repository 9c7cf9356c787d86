using System.Diagnostics.CodeAnalysis;
using System.Text;
using MimeKit;

namespace EmailNotifications.Mail;

/// <summary>Reads e-mail addresses, which users may have typed.</summary>
internal static class Address
{
    /// <summary>The greatest lengths of an address and of the part before its <c>@</c> (RFC 5321).</summary>
    private const int MaxLength = 254, MaxLocalLength = 64;

    /// <summary>Reads exactly one mailbox of the configuration.</summary>
    /// <exception cref="FormatException">The text is not one mailbox.</exception>
    internal static MailboxAddress Parse(string text) => TryParse(text, out var mailbox) ? mailbox : throw new FormatException("The text is not one mailbox.");

    /// <summary>Reads exactly one mailbox.</summary>
    /// <param name="text">An address, with or without a name.</param>
    /// <param name="mailbox">The mailbox. An international domain is in ASCII.</param>
    /// <returns>
    /// False for null, lists, groups, routes, control characters, and addresses that are incomplete, too long or not in ASCII before
    /// the <c>@</c>: few servers accept those.
    /// </returns>
    internal static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out MailboxAddress? mailbox)
    {
        mailbox = null;
        if (string.IsNullOrWhiteSpace(text) || text.Any(char.IsControl) || !MailboxAddress.TryParse(text, out var parsed) || parsed.Route.Count > 0)
            return false;

        var address = parsed.GetAddress(idnEncode: true);
        var at = address.LastIndexOf('@');
        if (at is < 1 or > MaxLocalLength || at == address.Length - 1 || address.Length > MaxLength)
            return false;
        if (!Ascii.IsValid(address) || address.Any(char.IsWhiteSpace))
            return false;

        mailbox = new(parsed.Name, address);
        return true;
    }
}
