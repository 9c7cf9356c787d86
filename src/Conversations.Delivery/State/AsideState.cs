using System.Text.Json;
using Conversations.Storage;

namespace Conversations;

/// <summary>How far a handler that keeps no order is in a conversation: which changes it handles aside, as it is stored.</summary>
/// <param name="UpTo">The version up to which changes were handled, apart from <paramref name="Changes"/>.</param>
/// <param name="Attempts">How often the change after it failed.</param>
/// <param name="Changes">The changes that wait, by version. There is at least one.</param>
internal sealed record AsideState(long UpTo, int Attempts, IReadOnlyList<AsideChange> Changes)
{
    /// <summary>How many changes of a conversation may wait. Each of them is in the row of the conversation.</summary>
    internal const int MaxChanges = 100;

    /// <summary>Gets when the next change is tried; null if all are parked.</summary>
    internal DateTimeOffset? DueAt => Changes.Min(change => change.DueAt);

    /// <summary>Returns what a lease tells, or null if no change waits.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="now">The time.</param>
    internal static AsideState? Of(DeliveryLease lease, DateTimeOffset now)
    {
        if (lease.Aside is null)
            return null;

        // What an operator skipped does not wait any more. After a retry, which clears the attempts of the row, everything is due.
        var state = Parse(lease.Aside);
        var changes = state.Changes.Where(change => change.Version > lease.Position);
        var isRetried = lease.Attempts == 0;
        return new AsideState(
            Math.Max(state.UpTo, lease.Position),
            isRetried ? 0 : state.Attempts,
            [.. changes.Select(change => isRetried ? change with { Attempts = 0, DueAt = now } : change)]).OrNull();
    }

    internal static AsideState Parse(string text) => JsonSerializer.Deserialize(text, StateJson.Default.AsideState)!;

    internal string ToJson() => JsonSerializer.Serialize(this, StateJson.Default.AsideState);

    /// <summary>Returns the state without a change, or with another one of its version.</summary>
    internal AsideState? With(long version, AsideChange? change) =>
        (this with { Changes = [.. Changes.Where(one => one.Version != version).Concat(change is null ? [] : [change]).OrderBy(one => one.Version)] }).OrNull();

    private AsideState? OrNull() => Changes.Count == 0 ? null : this;
}
