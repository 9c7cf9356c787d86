using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Represents the progress or the result of an import.</summary>
/// <param name="stored">The number of messages that the import stored.</param>
/// <param name="alreadyThere">The number of messages that were stored already, for example by an earlier run.</param>
/// <param name="refused">The number of messages that were refused.</param>
public sealed class ImportProgress(long stored, long alreadyThere, long refused)
{
    /// <summary>Gets the number of messages that the import stored.</summary>
    [JsonPropertyName("stored")]
    public long Stored { get; init; } = stored;

    /// <summary>Gets the number of messages that were stored already, for example by an earlier run.</summary>
    [JsonPropertyName("alreadyThere")]
    public long AlreadyThere { get; init; } = alreadyThere;

    /// <summary>Gets the number of messages that were refused.</summary>
    [JsonPropertyName("refused")]
    public long Refused { get; init; } = refused;
}
