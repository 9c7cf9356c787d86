namespace Conversations.Histories.Deliveries;

/// <summary>Something that a host did or learned.</summary>
/// <param name="At">When, by the clock that all processes of the machine share (<see cref="System.Diagnostics.Stopwatch"/>).</param>
/// <param name="Host">The name of the host, another one for each start.</param>
public abstract record DeliveryEvent(long At, string Host)
{
    /// <summary>A handler was given a change.</summary>
    public sealed record Began(long At, string Host, long Call, string Handler, ConversationId ConversationId, long Version) : DeliveryEvent(At, Host)
    {
        public required string DeliveryId { get; init; }

        public required int Attempt { get; init; }

        /// <summary>Gets the name of the kind of change.</summary>
        public required string Kind { get; init; }

        /// <summary>Gets the message that the change is about, or null.</summary>
        public MessageId? MessageId { get; init; }

        /// <summary>Gets the conversation that came with the change, or null.</summary>
        public ConversationId? ContentOf { get; init; }

        /// <summary>Gets the message that came with the change, or null.</summary>
        public MessageId? Message { get; init; }

        /// <summary>Gets the text of this message, or null.</summary>
        public string? Text { get; init; }
    }

    /// <summary>A handler returned.</summary>
    /// <param name="At">When.</param>
    /// <param name="Host">The host.</param>
    /// <param name="Call">The number of the call, as in <see cref="Began"/>.</param>
    /// <param name="IsHandled">False if it threw.</param>
    public sealed record Ended(long At, string Host, long Call, bool IsHandled) : DeliveryEvent(At, Host);

    /// <summary>The store answered that it has stored how far a handler is.</summary>
    public sealed record Acknowledged(long At, string Host, string Handler, ConversationId ConversationId, long Position) : DeliveryEvent(At, Host);

    /// <summary>The store answered that the host is alive.</summary>
    /// <param name="At">When the host asked.</param>
    /// <param name="Host">The host.</param>
    /// <param name="Until">Until when its leases are valid, if it does not ask again.</param>
    public sealed record Lived(long At, string Host, long Until) : DeliveryEvent(At, Host);

    /// <summary>The store failed, so the host does not know what became of a report or a lease.</summary>
    public sealed record Disturbed(long At, string Host) : DeliveryEvent(At, Host);

    /// <summary>The process of the host was killed. The time is one at which it was certainly dead.</summary>
    public sealed record Killed(long At, string Host) : DeliveryEvent(At, Host);
}
