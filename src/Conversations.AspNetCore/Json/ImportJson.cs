namespace Conversations.Json;

/// <summary>What an import has stored.</summary>
internal sealed class ImportJson
{
    public required long Stored { get; init; }

    public required long AlreadyThere { get; init; }
}
