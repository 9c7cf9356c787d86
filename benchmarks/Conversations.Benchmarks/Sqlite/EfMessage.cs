namespace Conversations.Benchmarks;

internal sealed class EfMessage
{
    public long Conversation { get; set; }

    public long Sequence { get; set; }

    public string Id { get; set; } = "";

    public string? SenderId { get; set; }

    public string? Text { get; set; }

    public string? Custom { get; set; }

    public long CreatedAt { get; set; }

    public int Revision { get; set; }

    public string? ReplyTo { get; set; }

    public int Origin { get; set; }

    public byte[]? Hash { get; set; }

    public int EmojiCount { get; set; }

    public long Version { get; set; }
}
