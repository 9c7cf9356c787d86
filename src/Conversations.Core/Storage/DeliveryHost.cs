namespace Conversations.Storage;

/// <summary>A host that delivers changes.</summary>
public sealed class DeliveryHost(Guid Id, IReadOnlyList<string> Handlers, TimeSpan AliveFor)
{
    /// <summary>Gets the id, another one for each start of a host.</summary>
    public Guid Id { get; } = Id;

    /// <summary>Gets the names of the handlers that it runs.</summary>
    public IReadOnlyList<string> Handlers { get; } = Handlers;

    /// <summary>
    /// Gets how long the leases of the host are valid without another call, in whole milliseconds. With zero, the host is not stored.
    /// </summary>
    public TimeSpan AliveFor { get; } = AliveFor;
}
