using System.Text;

namespace Conversations;

/// <summary>
/// Finds and replaces the mentions in a text: those that the markup reads, and those inside of code, which displays the id and the
/// name as they are written.
/// </summary>
internal static class Mentions
{
    internal const string Opening = MentionId.Opening;
    private const string ErasedName = "erased";
    private const int FenceLength = 3;

    // These options find every mention that any other options find: they do not limit the number of mentions, and whether labels
    // are allowed does not affect where the other tokens begin and end.
    private static readonly MarkupOptions _all = new() { MaxMentions = int.MaxValue };

    internal static bool Names(string text, UserId userId) => Find(text, userId) is not null;

    /// <summary>Replaces one user by another, without the name, in every mention in the text.</summary>
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

    /// <summary>Returns where a text mentions a user, in order, or null if it does not.</summary>
    private static List<(int Start, int End)>? Find(string text, UserId userId)
    {
        List<(int Start, int End)>? found = null;
        Find(text, 0, userId, ref found);
        return found;
    }

    // Code contains no further code, so the recursion is two levels deep and reads no character more than twice.
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
