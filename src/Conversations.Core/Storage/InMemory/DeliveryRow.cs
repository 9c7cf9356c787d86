namespace Conversations.Storage.InMemory;

/// <summary>How far a handler is in a conversation, if that is not told by the mark of the conversation.</summary>
internal sealed class DeliveryRow
{
    internal required long Position { get; set; }

    internal long Fence { get; set; }

    /// <summary>Gets or sets the host that has the lease, which is valid while the host is alive.</summary>
    internal Guid? Owner { get; set; }

    internal int Attempts { get; set; }

    /// <summary>Gets or sets from when on the row is work without a mark, too; null if it is not.</summary>
    internal DateTimeOffset? DueAt { get; set; }

    internal bool IsParked { get; set; }

    internal string? Error { get; set; }

    internal long? TriedTo { get; set; }

    internal string? Aside { get; set; }
}
