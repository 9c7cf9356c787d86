using System.Diagnostics.CodeAnalysis;

namespace Conversations.Tests.Text;

/// <summary>Texts that break parsers, and the pieces of which such texts consist.</summary>
internal static class BadInputs
{
    /// <summary>Gets the pieces that tests repeat to make long inputs.</summary>
    internal static IReadOnlyList<string> Repeated { get; } =
    [
        "*", "_", "~", "`", "<", ">", "[", "|", ":", "@", "-", " ", "\n", "\r", "\r\n", "\t", "\u01c0", "😀", "\u0301", "\ud800", "\0",
        "<a|", "*a_ ", "_a ", "*a ", "a* ", "a**b", "> ", "- ", "- a\n", "* *a\n", "*_~", "*_~a", "a~_* ", "*_~*_~", "*a_b~c ", "*.", "*. ", "*.*",
        "*a* ", "*a*", "_*a*_ ", "*_~a~_* ", "*a _b ~c ", "^_", "😀*", "*😀", "*é*", "```", "``` ", "```a", "```a```", "```\n", "``", "```*", "*```", "a```\n- ",
        "<!!mention:", "<!!mention:a", "<!!mention:a|", "<!!mention:a|b", "<!!mention:a|b>", "<!!mention:%", "<!!mention:%41|", "!!mention:",
        "https://", "https:// ", "<https://", "<https://a", "<https://a|", "<https://a|<https://a|", "<https://a|b", "<https://a|b>", "<https://a> ",
        "https://a.org ", "https://a.org/", "https://a.org*", "https://a.org(", "https://a.org).", "https://a(b)", "(https://a.org", "http:", "https:", "mailto:", "mailto:a@b.org ", "mailto:a@",
        "a@", "a@b", "a@b.", "a@b.c", "a@b.org ", "a.", ".a@", "@a.", "_a@b.org_ ", "a@b..", "xn--a.", "https://é", "https://xn--", "https://a%", "https://[", "https://[::1] ", "&lt;", "&#60;", "<script>",
        "https://a.comを", "https://a.comを、", "https://a.comを.", "を.", "mailto:a@b.orgを、", "mailto:a@b.org、", "a@b.orgを", "a@b.co日.", "https://a.org、", "https://a.org/、", "。", "を。", "https://é、", "https://a·b",
        "https://a.org/\u200d", "\u200d", "é\u200d", "https://a.comを@", "@b.orgを", "<https://a|\u3164", "<https://a|\u3164>", "\u2069", "https://a.org。を",
    ];

    internal static IReadOnlyList<string> Lines { get; } =
    [
        "<javascript:alert(1)|x>", "<JaVaScRiPt:alert(1)|x>", "< javascript:alert(1)|x>", "<java\tscript:alert(1)|x>", "<data:text/html,<b>|x>",
        "<vbscript:x|x>", "<file:///etc/passwd|x>", "<//evil.com|x>", "<tel:123|x>", "<https://a/\" onmouseover=\"x|y>", "<https://a/' onmouseover='x|y>",
        "<https://x|<script>alert(1)</script>>", "<|>", "<>", "<<<>>>", "&lt;", "&#60;", "<https://аpple.com|x>", "https://u:p@аpple.com:80/ä?ö#ü",
        "{{7*7}}", "${jndi:ldap://x}", "%s%n", "{0}", "(*a*)", "*a* *b*", "```\n- a\n```", "- a\r\n- b\r\n", "https://a.org/_a_*b*~c~", "*_~a~_*",
        "- *a ```b\nc``` d*\ne", "<!!mention:a%20b|A>, <!!mention:%FF|x>", "mailto:a@b.org?subject=%0d%0aBcc:x", "<https://a\\@b.org|x>", "<https://a@b@c|x>",
        "a@b.org, https://c.org. _d_", "<https://[::1%25eth0]/|x>", "<https://0x7f.1/|x>", "<https://a.org:99999/|x>", "<https://%61.org|x>", "<https://ａ.org|x>",
    ];

    /// <summary>Returns the text with one to four random edits: units are inserted, removed, repeated or replaced.</summary>
    [SuppressMessage("Security", "CA5394", Justification = "A fixed seed makes a failure reproducible. Nothing here is secret.")]
    internal static string Mutate(string text, Random random)
    {
        var units = text.ToList();
        for (var edits = random.Next(1, 5); edits > 0; edits--)
        {
            var at = random.Next(units.Count + 1);
            switch (random.Next(4))
            {
                case 0:
                    units.InsertRange(at, Repeated[random.Next(Repeated.Count)]);
                    break;
                case 1 when at < units.Count:
                    units.RemoveAt(at);
                    break;
                case 2 when at < units.Count:
                    units.InsertRange(at, units.GetRange(at, Math.Min(units.Count - at, random.Next(8))));
                    break;
                case 3 when at < units.Count:
                    units[at] = (char)random.Next(random.Next(2) == 0 ? 0x80 : 0x10000);
                    break;
            }
        }

        return string.Concat(units);
    }
}
