namespace Conversations;

/// <summary>What a text may do in the markup, by who wrote it.</summary>
public sealed record MarkupOptions
{
    private readonly int _maxMentions = 50;

    /// <summary>Gets the options for a text that a user wrote: <c>&lt;url|label&gt;</c> stays text. The default everywhere.</summary>
    public static MarkupOptions ForUser { get; } = new();

    /// <summary>Gets the options for a text that the app wrote or let through: subjects, welcome messages, its own messages.</summary>
    public static MarkupOptions ForApp { get; } = new() { AllowLinkLabels = true };

    /// <summary>
    /// Gets whether <c>&lt;url|label&gt;</c> is a link, though the label may hide where it goes. No by default. Bare URLs and
    /// <c>&lt;url&gt;</c> are links all the same.
    /// </summary>
    public bool AllowLinkLabels { get; init; }

    /// <summary>Gets how many mentions count, from the front; those after them stay text. 0 or more; 50 by default.</summary>
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

    /// <summary>Gives the options for a message's text.</summary>
    /// <param name="origin">On which way the message came in.</param>
    /// <returns><see cref="ForUser"/> for what came through a session, else <see cref="ForApp"/>.</returns>
    public static MarkupOptions For(MessageOrigin origin) =>
        origin is MessageOrigin.Api or MessageOrigin.Import ? ForApp : ForUser;
}
