namespace Conversations;

/// <summary>Names a user: <c>&lt;!!mention:USERID|Name&gt;</c>.</summary>
/// <remarks>Nothing says that the user exists or takes part in the conversation: whoever notifies them has to ask.</remarks>
public sealed record MarkupMention : MarkupNode
{
    internal MarkupMention(string source, UserId userId, string name)
    {
        Source = source;
        UserId = userId;
        Name = name;
    }

    /// <summary>Gets who is mentioned.</summary>
    public UserId UserId { get; }

    /// <summary>Gets the name as the writer gave it, which need not be that of the user.</summary>
    public string Name { get; }

    internal string Source { get; }
}
