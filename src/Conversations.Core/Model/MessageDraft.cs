using System.Diagnostics.CodeAnalysis;

namespace Conversations;

/// <summary>A message to send.</summary>
public sealed record MessageDraft
{
    /// <summary>Makes a draft whose text is set by an initializer.</summary>
    public MessageDraft()
    {
    }

    /// <summary>Makes a draft of a text alone.</summary>
    /// <param name="text">The text, 1 to 10,000 characters (UTF-16 units).</param>
    [SetsRequiredMembers]
    public MessageDraft(string text) => Text = text;

    /// <summary>Gets the text, 1 to 10,000 characters (UTF-16 units), at least one of them visible.</summary>
    public required string Text { get; init; }

    /// <summary>Gets the id, which makes it safe to send again; null = a new one is made, and a retry would send twice.</summary>
    public MessageId? Id { get; init; }

    /// <summary>Gets the app's own data.</summary>
    public CustomData Custom { get; init => field = value ?? CustomData.Empty; } = CustomData.Empty;

    /// <summary>Gets the message of the same conversation that this one answers; null = none.</summary>
    public MessageId? ReplyTo { get; init; }
}
