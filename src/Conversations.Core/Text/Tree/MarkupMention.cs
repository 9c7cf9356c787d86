using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Represents a mention of a user: <c>&lt;!!mention:USERID|Name&gt;</c>.</summary>
/// <remarks>The user may not exist and may not take part in the conversation. Check this before you notify the user.</remarks>
public sealed record MarkupMention : MarkupNode
{
    internal MarkupMention(string source, UserId userId, string name)
    {
        Source = source;
        UserId = userId;
        Name = name;
    }

    /// <summary>Gets the user who is mentioned.</summary>
    [JsonPropertyName("userId")]
    public UserId UserId { get; }

    /// <summary>Gets the name that the writer gave, which can differ from the name of the user.</summary>
    [JsonPropertyName("name")]
    public string Name { get; }

    internal string Source { get; }
}
