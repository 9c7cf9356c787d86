using System.Text.Json.Serialization;

namespace Conversations.Json;

/// <summary>Problem details (RFC 9457), with the members that TalkJS has.</summary>
internal sealed class ProblemJson
{
    public required string Type { get; init; }

    public required string Title { get; init; }

    public required int Status { get; init; }

    public required string Detail { get; init; }

    /// <summary>The field that is wrong.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Field { get; init; }

    public required string ErrorCode { get; init; }

    public required IReadOnlyDictionary<string, string> Reasons { get; init; }
}
