using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Conversations.Tests.Ids;

/// <summary>
/// Computes the one-on-one id as ECMA-262 describes it, without regard to speed. The fast implementation must return
/// the same id.
/// </summary>
internal static class SlowOneOnOneId
{
    internal static string Compute(string a, string b)
    {
        var sorted = new[] { a, b };
        Array.Sort(sorted, StringComparer.Ordinal);
        var json = $"[{Quote(sorted[0])},{Quote(sorted[1])}]";
#pragma warning disable CA5350 // The format of the id prescribes SHA-1.
        var digest = SHA1.HashData(new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(json));
#pragma warning restore CA5350
        return string.Concat(digest.Select(octet => octet.ToString("x2", CultureInfo.InvariantCulture)))[..20];
    }

    private static string Quote(string text)
    {
        var json = new StringBuilder("\"");
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                json.Append(text, i++, 2);
            else if (ShortForm(text[i]) is { } letter)
                json.Append('\\').Append(letter);
            else if (text[i] < ' ' || char.IsSurrogate(text[i]))
                json.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:x4}");
            else
                json.Append(text[i]);
        }

        return json.Append('"').ToString();
    }

    private static char? ShortForm(char unit) => unit switch
    {
        '\b' => 'b',
        '\t' => 't',
        '\n' => 'n',
        '\f' => 'f',
        '\r' => 'r',
        '"' or '\\' => unit,
        _ => null,
    };
}
