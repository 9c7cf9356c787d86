using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Conversations;

/// <summary>Contains the rules for content: texts, subjects, photos, welcome messages and emoji.</summary>
internal static class ContentRules
{
    internal const int MaxSubjectLength = 1_000;
    internal const int MaxWelcomeMessageLength = 10_000;
    internal const int MaxEmojiLength = 50;

    private static readonly string Controls = Units('\0', '\u001f') + Units('\u007f', '\u009f');
    private static readonly SearchValues<char> ControlsAndLineBreaks = SearchValues.Create(Controls + "\u2028\u2029");
    private static readonly SearchValues<char> TextAscii = SearchValues.Create(Units(' ', '~') + "\t\r\n");
    private static readonly SearchValues<char> TextAsciiControls =
        SearchValues.Create(string.Concat(Controls.Where(unit => unit is < ' ' and not ('\t' or '\r' or '\n'))));

    private static readonly SearchValues<char> TextControls =
        SearchValues.Create(string.Concat(Controls.Where(unit => unit is not ('\t' or '\r' or '\n'))));

    /// <summary>
    /// Throws if a text has no visible character, is too long, or contains control characters other than tab, CR and LF.
    /// </summary>
    internal static void CheckText(string? text, string field, int maxLength)
    {
        if (!IsText(text, maxLength))
            throw TextFault(text, field, maxLength);
    }

    /// <summary>
    /// Tells whether a text may have been stored earlier although it is refused now: it breaks neither the ceiling of the maximum length
    /// nor a fixed rule, but only the maximum length of today or the rule for visible characters, which grows with Unicode.
    /// </summary>
    internal static bool BreaksOnlyChangingRules(string? text) =>
        text is { Length: > 0 and <= ConversationLimits.MaxTextLengthCeiling }
        && !text.AsSpan().ContainsAny(TextControls)
        && UnicodeText.IndexOfLoneSurrogate(text) < 0;

    /// <summary>
    /// Throws if a subject is empty, is too long, or contains control characters or line separators. Null is valid.
    /// </summary>
    internal static void CheckSubject(string? subject)
    {
        if (subject is null)
            return;

        CheckLine(subject, "subject", MaxSubjectLength);
    }

    /// <summary>Throws if a text is empty, is too long, or contains control characters or line separators.</summary>
    internal static void CheckLine(string text, string field, int maxLength)
    {
        CheckLength(text, field, maxLength);
        CheckUnits(text, field, ControlsAndLineBreaks, "must not contain control characters and line separators");
    }

    /// <summary>Throws if a name is empty, is too long, contains control characters or line separators, or shows nothing.</summary>
    internal static void CheckName(string text, string field, int maxLength)
    {
        CheckLine(text, field, maxLength);
        if (!Visibility.HasVisible(text))
            throw Invisible(field);
    }

    /// <summary>Throws if a URL is not an absolute http or https URL. Null is valid.</summary>
    internal static void CheckPhotoUrl(string? url)
    {
        if (url is null)
            return;

        const string field = "photoUrl";
        CheckLength(url, field, LinkTarget.MaxUrlLength);
        if (UnicodeText.IndexOfLoneSurrogate(url) is >= 0 and var lone)
            throw Refusal.LoneSurrogate(field, lone);

        for (var i = 0; i < url.Length; i++)
        {
            if (char.IsWhiteSpace(url[i]) || char.IsControl(url[i]))
                throw Refusal.Of(field, "must not contain white space and control characters", Found(url[i], i));
        }

        // The prefix is checked first: on systems on which paths begin with a slash, Uri reads "//host" and "/path" as file paths.
        var isHttp = url.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
        if (!isHttp || !Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Host.Length == 0)
            throw Refusal.Of(field, "must be an absolute http or https URL", "is not");
    }

    /// <summary>
    /// Throws if there are too many welcome messages, or if one is not a valid text of 1 to 10,000 characters. Null is valid.
    /// </summary>
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

    /// <summary>
    /// Throws if a text of a user contains a link with a label, because the label can hide the target. Null is valid.
    /// </summary>
    internal static void RefuseLinkLabel(string? text, string field)
    {
        if (text is not null && Markup.ContainsLinkLabel(text))
            throw Refusal.Of(field, "must show where its links go", "has a link with a label", "Write the URL itself.");
    }

    /// <summary>Throws if custom data is null. Its content was checked when it was created.</summary>
    internal static void CheckCustom(CustomData? custom)
    {
        if (custom is null)
            throw Refusal.Of("custom", "must be an object", "is null");
    }

    /// <summary>Throws if a text is neither one emoji nor a <c>:name:</c>.</summary>
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

        // Two searches are faster than one: a single set of both ranges of control characters has no vectorized search.
        return !text.AsSpan().ContainsAny(TextAsciiControls)
            && !text.AsSpan().ContainsAnyInRange('\u007f', '\u009f')
            && UnicodeText.IndexOfLoneSurrogate(text) < 0
            && Visibility.HasVisible(text);
    }

    private static InvalidConversationDataException TextFault(string? text, string field, int maxLength)
    {
        CheckLength(text, field, maxLength);
        CheckUnits(text, field, TextControls, "must not contain control characters other than tab, CR and LF");
        return Invisible(field);
    }

    private static InvalidConversationDataException Invisible(string field) =>
        Refusal.Of(field, "must have at least one visible character", "has only white space, format characters and blank characters");

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

    private static string Found(char unit, int at) => $"has U+{(int)unit:X4} at index {Refusal.Number(at)}";

    private static string Units(char first, char last) =>
        string.Concat(Enumerable.Range(first, last - first + 1).Select(unit => (char)unit));
}
