namespace Conversations.Storage;

/// <summary>How all handlers stand, read when a host reports that it is alive.</summary>
public sealed class DeliveryTick(DateTimeOffset Now, bool WasAlive, IReadOnlyList<HandlerRow> Handlers)
{
    /// <summary>Gets the time of the database.</summary>
    public DateTimeOffset Now { get; } = Now;

    /// <summary>Gets whether the host was alive until this call. If not, other hosts may have taken its leases.</summary>
    public bool WasAlive { get; } = WasAlive;

    /// <summary>Gets all handlers that are stored, by name.</summary>
    public IReadOnlyList<HandlerRow> Handlers { get; } = Handlers;
}
