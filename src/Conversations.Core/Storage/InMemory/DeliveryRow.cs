namespace Conversations.Storage.InMemory;

/// <summary>How far a handler is in a conversation, if that is not told by the mark of the conversation.</summary>
internal sealed class DeliveryRow
{
    internal required long Position;

    internal long Fence;

    /// <summary>The host that has the lease, which is valid while the host is alive.</summary>
    internal Guid? Owner;

    internal int Attempts;

    /// <summary>From when on the row is work without a mark, too; null if it is not.</summary>
    internal DateTimeOffset? DueAt;

    internal bool IsParked;

    internal string? Error;

    internal long? TriedTo;

    internal string? Aside;
}
