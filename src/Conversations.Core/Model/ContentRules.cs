using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Conversations;

/// <summary>The rules for what people and apps write: texts, subjects, photos, welcome messages and emoji.</summary>
internal static class ContentRules
{
    internal const int MaxSubjectLength = 1_000;
    internal const int MaxUrlLength = 2_048;
    internal const int MaxWelcomeMessageLength = 10_000;
    internal const int MaxEmojiLength = 50;

    private static readonly string Controls = Units('\0', '\u001f') + Units('\u007f', '\u009f');
    private static readonly SearchValues<char> ControlsAndLineBreaks = SearchValues.Create(Controls + "\u2028\u2029");
    private static readonly SearchValues<char> TextAscii = SearchValues.Create(Units(' ', '~') + "\t\r\n");
    private static readonly SearchValues<char> TextAsciiControls =
        SearchValues.Create(string.Concat(Controls.Where(unit => unit is < ' ' and not ('\t' or '\r' or '\n'))));

    private static readonly SearchValues<char> TextControls =
        SearchValues.Create(string.Concat(Controls.Where(unit => unit is not ('\t' or '\r' or '\n'))));

    /// <summary>Refuses a text without a visible character, too long, or with controls other than tab, CR and LF.</summary>
    internal static void CheckText(string? text, string field, int maxLength)
    {
        if (!IsText(text, maxLength))
            throw TextFault(text, field, maxLength);
    }

    /// <summary>Refuses a subject that is empty, too long or has more than one line; null is none.</summary>
    internal static void CheckSubject(string? subject)
    {
        if (subject is null)
            return;

        CheckLine(subject, "subject", MaxSubjectLength);
    }

    /// <summary>Refuses what is no single line of text.</summary>
    internal static void CheckLine(string text, string field, int maxLength)
    {
        CheckLength(text, field, maxLength);
        CheckUnits(text, field, ControlsAndLineBreaks, "must not contain control characters and line separators");
    }

    /// <summary>Refuses what is no absolute http or https URL; null is none.</summary>
    internal static void CheckPhotoUrl(string? url)
    {
        if (url is null)
            return;

        const string field = "photoUrl";
        CheckLength(url, field, MaxUrlLength);
        if (UnicodeText.IndexOfLoneSurrogate(url) is >= 0 and var lone)
            throw Refusal.LoneSurrogate(field, lone);

        for (var i = 0; i < url.Length; i++)
        {
            if (char.IsWhiteSpace(url[i]) || char.IsControl(url[i]))
                throw Refusal.Of(field, "must not contain white space and control characters", Found(url[i], i));
        }

        // The prefix first: Uri reads "//host" and "/path" as files where paths begin with a slash.
        var isHttp = url.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
        if (!isHttp || !Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Host.Length == 0)
            throw Refusal.Of(field, "must be an absolute http or https URL", "is none");
    }

    /// <summary>Refuses too many welcome messages, and any that is no text of 1 to 10,000 characters; null is none.</summary>
    internal static void CheckWelcomeMessages(IReadOnlyList<string>? messages, ConversationLimits limits)
    {
        if (messages is null)
            return;

        if (messages.Count > limits.MaxWelcomeMessages)
        {
            var limit = $"must have at most {Refusal.Number(limits.MaxWelcomeMessages)} messages";
            throw Refusal.Of("welcomeMessages", limit, $"has {Refusal.Number(messages.Count)}");
        }

        for (var i = 0; i < messages.Count; i++)
        {
            if (!IsText(messages[i], MaxWelcomeMessageLength))
                throw TextFault(messages[i], $"welcomeMessages[{i}]", MaxWelcomeMessageLength);
        }
    }

    /// <summary>Refuses a link with a label, where a user writes what would be read as the app's: it can hide where it goes.</summary>
    internal static void RefuseLinkLabel(string? text, string field)
    {
        if (text is not null && Markup.ContainsLinkLabel(text))
            throw Refusal.Of(field, "must show where its links go", "has a link with a label", "Write the URL itself.");
    }

    /// <summary>Refuses custom data that is left out: what it holds was checked when it was made.</summary>
    internal static void CheckCustom(CustomData? custom)
    {
        if (custom is null)
            throw Refusal.Of("custom", "must be an object", "is null");
    }

    /// <summary>Refuses what is neither one emoji nor a <c>:name:</c>.</summary>
    internal static void CheckEmoji(string? emoji)
    {
        const string field = "emoji";
        CheckLength(emoji, field, MaxEmojiLength);
        if (!(emoji[0] == ':' ? EmojiSequence.IsName(emoji) : EmojiSequence.IsOne(emoji)))
            throw Refusal.Of(field, "must be one Unicode emoji, or a name between colons", "is neither");
    }

    private static bool IsText(string? text, int maxLength)
    {
        if (text is null || text.Length > maxLength)
            return false;

        if (!text.AsSpan().ContainsAnyExcept(TextAscii))
            return text.AsSpan().ContainsAnyInRange('!', '~');

        // In two searches, since one set of both halves of Latin-1 has no fast one.
        return !text.AsSpan().ContainsAny(TextAsciiControls)
            && !text.AsSpan().ContainsAnyInRange('\u007f', '\u009f')
            && UnicodeText.IndexOfLoneSurrogate(text) < 0
            && HasVisible(text);
    }

    private static InvalidConversationDataException TextFault(string? text, string field, int maxLength)
    {
        CheckLength(text, field, maxLength);
        CheckUnits(text, field, TextControls, "must not contain control characters other than tab, CR and LF");
        return Refusal.Of(field, "must have at least one visible character", "has only white space and format characters");
    }

    private static void CheckLength([NotNull] string? text, string field, int maxLength)
    {
        if (text is { Length: > 0 } && text.Length <= maxLength)
            return;

        var found = text switch { null => "is null", "" => "is empty", _ => $"has {Refusal.Number(text.Length)}" };
        throw Refusal.Of(field, $"must have 1 to {Refusal.Number(maxLength)} characters", found);
    }

    private static void CheckUnits(string text, string field, SearchValues<char> forbidden, string limit)
    {
        if (text.AsSpan().IndexOfAny(forbidden) is >= 0 and var at)
            throw Refusal.Of(field, limit, Found(text[at], at));

        if (UnicodeText.IndexOfLoneSurrogate(text) is >= 0 and var lone)
            throw Refusal.LoneSurrogate(field, lone);
    }

    private static bool HasVisible(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator))
            {
                return true;
            }
        }

        return false;
    }

    private static string Found(char unit, int at) => $"has U+{(int)unit:X4} at index {Refusal.Number(at)}";

    private static string Units(char first, char last) =>
        string.Concat(Enumerable.Range(first, last - first + 1).Select(unit => (char)unit));
}
