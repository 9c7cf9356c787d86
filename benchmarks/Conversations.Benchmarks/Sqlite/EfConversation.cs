namespace Conversations.Benchmarks;

internal sealed class EfConversation
{
    public long Number { get; set; }

    public string Id { get; set; } = "";

    public long MessageCount { get; set; }

    public long? LastMessage { get; set; }

    public long LastSequence { get; set; }

    public long? LastActivityAt { get; set; }

    public long Version { get; set; }
}
