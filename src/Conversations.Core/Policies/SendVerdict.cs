namespace Conversations;

/// <summary>What a send policy says of a message.</summary>
public sealed class SendVerdict
{
    private SendVerdict(string? reason, string? text) => (Reason, Text) = (reason, text);

    /// <summary>Gets the verdict that lets the message through as it is.</summary>
    public static SendVerdict Allow { get; } = new(null, null);

    /// <summary>Gets why the message is refused; null = it is not.</summary>
    public string? Reason { get; }

    /// <summary>Gets the text to put in place of the message's own; null = it stays.</summary>
    public string? Text { get; }

    /// <summary>Refuses the message.</summary>
    /// <param name="reason">The reason, which the sender gets with <see cref="SendRefusedException"/>.</param>
    /// <returns>The verdict.</returns>
    /// <exception cref="ArgumentException">The reason is empty.</exception>
    public static SendVerdict Refuse(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new(reason, null);
    }

    /// <summary>Lets the message through with another text.</summary>
    /// <param name="text">The text, for which the rules of texts hold.</param>
    /// <returns>The verdict.</returns>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    public static SendVerdict ReplaceText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(null, text);
    }
}
