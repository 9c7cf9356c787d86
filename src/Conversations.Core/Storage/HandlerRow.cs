namespace Conversations.Storage;

/// <summary>A change handler as it is stored.</summary>
/// <param name="Name">The name.</param>
/// <param name="State">What the library keeps about it, in a text that the store does not read.</param>
/// <param name="Version">The number of the text: 1, and one more with each <see cref="IDeliveryStore.TrySetHandlerAsync"/>.</param>
/// <param name="WalkedTo">
/// The last conversation in which a walk gave the handler its position: the empty text at its beginning; null if no walk is under way.
/// </param>
/// <param name="LastRunAt">When a host last reported that it runs the handler, or when it was stored.</param>
public sealed record HandlerRow(string Name, string State, long Version, string? WalkedTo, DateTimeOffset LastRunAt);
