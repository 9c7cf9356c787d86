namespace Conversations;

/// <summary>Represents the decision of a send policy about a message.</summary>
public sealed class SendVerdict
{
    private SendVerdict(string? reason, string? text) => (Reason, Text) = (reason, text);

    /// <summary>Gets the verdict that lets the message through unchanged.</summary>
    public static SendVerdict Allow { get; } = new(null, null);

    /// <summary>Gets the reason why the message is refused, or null if it is not refused.</summary>
    public string? Reason { get; }

    /// <summary>Gets the text that replaces the text of the message, or null if the text stays.</summary>
    public string? Text { get; }

    /// <summary>Creates a verdict that refuses the message.</summary>
    /// <param name="reason">The reason. The sender receives it in the <see cref="SendRefusedException"/>.</param>
    /// <returns>The verdict.</returns>
    /// <exception cref="ArgumentException"><paramref name="reason"/> is null, empty or white space.</exception>
    public static SendVerdict Refuse(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new(reason, null);
    }

    /// <summary>Creates a verdict that lets the message through with another text.</summary>
    /// <param name="text">The new text. The rules for texts apply to it.</param>
    /// <returns>The verdict.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static SendVerdict ReplaceText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(null, text);
    }
}
