namespace Conversations.Benchmarks;

internal sealed class EfParticipant
{
    public long Conversation { get; set; }

    public string UserId { get; set; } = "";

    public long ReadUpTo { get; set; }

    public bool IsMarkedUnread { get; set; }

    public long? EndedAt { get; set; }
}
