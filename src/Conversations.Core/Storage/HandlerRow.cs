namespace Conversations.Storage;

/// <summary>A change handler as it is stored.</summary>
/// <param name="name">The name.</param>
/// <param name="state">What the library keeps about it, in a text that the store does not read.</param>
/// <param name="version">The number of the text: 1, and one more with each <see cref="IDeliveryStore.TrySetHandlerAsync"/>.</param>
/// <param name="walkedTo">
/// The last conversation in which a walk gave the handler its position: the empty text at its beginning; null if no walk is under way.
/// </param>
/// <param name="lastRunAt">When a host last reported that it runs the handler, or when it was stored.</param>
public sealed class HandlerRow(string name, string state, long version, string? walkedTo, DateTimeOffset lastRunAt)
{
    /// <summary>Gets the name.</summary>
    public string Name => name;

    /// <summary>Gets what the library keeps about it, in a text that the store does not read.</summary>
    public string State => state;

    /// <summary>Gets the number of the text: 1, and one more with each <see cref="IDeliveryStore.TrySetHandlerAsync"/>.</summary>
    public long Version => version;

    /// <summary>
    /// Gets the last conversation in which a walk gave the handler its position: the empty text at its beginning; null if no walk is under way.
    /// </summary>
    public string? WalkedTo => walkedTo;

    /// <summary>Gets when a host last reported that it runs the handler, or when it was stored.</summary>
    public DateTimeOffset LastRunAt => lastRunAt;
}
