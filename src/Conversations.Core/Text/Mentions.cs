using System.Text;

namespace Conversations;

/// <summary>Mentions as they stand in a text: <c>&lt;!!mention:USERID|Name&gt;</c>, the id percent-encoded.</summary>
internal static class Mentions
{
    private const string Opening = "<!!mention:";
    private const string ErasedName = "erased";

    /// <summary>Puts another user, without a name, in place of one wherever the text mentions them.</summary>
    internal static string Replace(string text, UserId userId, UserId replacement)
    {
        var at = text.IndexOf(Opening, StringComparison.Ordinal);
        if (at < 0)
            return text;

        var result = new StringBuilder(text.Length);
        var copied = 0;
        while (at >= 0)
        {
            var end = text.IndexOf('>', at);
            if (end < 0)
                break;

            if (Names(text.AsSpan((at + Opening.Length)..end), userId))
            {
                result.Append(text, copied, at - copied).Append(Opening).Append(replacement.Value).Append('|').Append(ErasedName).Append('>');
                copied = end + 1;
            }

            at = text.IndexOf(Opening, at + Opening.Length, StringComparison.Ordinal);
        }

        return copied == 0 ? text : result.Append(text, copied, text.Length - copied).ToString();
    }

    private static bool Names(ReadOnlySpan<char> mention, UserId userId)
    {
        var separator = mention.IndexOfAny('|', 'ǀ');
        var encoded = separator < 0 ? mention : mention[..separator];
        return string.Equals(Uri.UnescapeDataString(encoded), userId.Value, StringComparison.Ordinal);
    }
}
