using System.Text;

namespace Conversations;

/// <summary>Mentions as they stand in a text: where the markup reads one, and as much in code, which shows id and name as they are written.</summary>
internal static class Mentions
{
    internal const string Opening = "<!!mention:";
    private const string ErasedName = "erased";
    private const int FenceLength = 3;

    // Every mention that any options let count: how many may, and whether links may have labels, leaves the others where they are.
    private static readonly MarkupOptions _all = new() { MaxMentions = int.MaxValue };

    internal static bool Names(string text, UserId userId) => Find(text, userId) is not null;

    /// <summary>Puts another user, without a name, in place of one wherever the text mentions them.</summary>
    internal static string Replace(string text, UserId userId, UserId replacement)
    {
        if (Find(text, userId) is not { } found)
            return text;

        var result = new StringBuilder(text.Length);
        var copied = 0;
        foreach (var (start, end) in found)
        {
            result.Append(text, copied, start - copied).Append(Opening).Append(replacement.Value).Append('|').Append(ErasedName).Append('>');
            copied = end;
        }

        return result.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>Gives where a text mentions a user, in order; null = nowhere.</summary>
    private static List<(int Start, int End)>? Find(string text, UserId userId)
    {
        List<(int Start, int End)>? found = null;
        Find(text, 0, userId, ref found);
        return found;
    }

    // Within code there is no code again, so this goes two deep, and looks at no character more than twice.
    private static void Find(ReadOnlySpan<char> text, int offset, UserId userId, ref List<(int Start, int End)>? found)
    {
        if (!text.Contains(Opening, StringComparison.Ordinal))
            return;

        var reader = new MarkupReader(text, _all, stackalloc Token[TokenBuffer.InitialLength]);
        reader.Read();
        foreach (var token in reader.Tokens)
        {
            if (token.Kind == TokenKind.Code)
                Find(text[(token.Start + FenceLength)..(token.End - FenceLength)], offset + token.Start + FenceLength, userId, ref found);
            else if (token.Kind == TokenKind.Mention && reader.Value(token) == userId.Value)
                (found ??= []).Add((offset + token.Start, offset + token.End));
        }

        reader.Return();
    }
}
