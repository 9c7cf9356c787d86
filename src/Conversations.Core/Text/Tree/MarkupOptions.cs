namespace Conversations;

/// <summary>Says what the markup allows in a text, depending on its author.</summary>
public sealed record MarkupOptions
{
    private readonly int _maxMentions = 50;

    /// <summary>
    /// Gets the options for a text that a user wrote: <c>&lt;url|label&gt;</c> stays plain text. Methods that take options use
    /// these by default.
    /// </summary>
    public static MarkupOptions ForUser { get; } = new();

    /// <summary>
    /// Gets the options for a text that the app wrote or checked: subjects, welcome messages, and messages that the app sent or
    /// imported.
    /// </summary>
    public static MarkupOptions ForApp { get; } = new() { AllowLinkLabels = true };

    /// <summary>
    /// Gets whether <c>&lt;url|label&gt;</c> is a link, although the label can hide the target of the link. False by default. Bare
    /// URLs and <c>&lt;url&gt;</c> are links in any case.
    /// </summary>
    public bool AllowLinkLabels { get; init; }

    /// <summary>
    /// Gets the number of mentions that are read as mentions, counted from the start of the text; further ones stay plain text. 0
    /// or more; 50 by default.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int MaxMentions
    {
        get => _maxMentions;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _maxMentions = value;
        }
    }
}
