using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Represents the progress or the result of an import.</summary>
/// <param name="Stored">The number of messages that the import stored.</param>
/// <param name="AlreadyThere">The number of messages that were stored already, for example by an earlier run.</param>
/// <param name="Refused">The number of messages that were refused.</param>
public sealed record ImportProgress(
    [property: JsonPropertyName("stored")] long Stored,
    [property: JsonPropertyName("alreadyThere")] long AlreadyThere,
    [property: JsonPropertyName("refused")] long Refused);
