namespace Conversations;

/// <summary>A message's text or custom data changed.</summary>
public sealed record MessageEdited : MessageChange
{
    /// <summary>Gets the revision that the message has since.</summary>
    public required int Revision { get; init; }
}
