using System.Text.Json;

namespace Conversations;

/// <summary>What the library stores about a change handler, beside its name. All hosts share it.</summary>
internal sealed record HandlerState
{
    /// <summary>Gets from when on a walk gives the handler its positions; null for the beginning of the logs.</summary>
    public DateTimeOffset? WalkFrom { get; init; }

    public bool IsPaused { get; init; }

    public CircuitState Circuit { get; init; } = new();

    /// <summary>Gets the changes that were removed from the logs before they were handled.</summary>
    public LossState? Lost { get; init; }

    public string? LastError { get; init; }

    internal static HandlerState Parse(string text) => JsonSerializer.Deserialize(text, StateJson.Default.HandlerState) ?? new();

    internal string ToJson() => JsonSerializer.Serialize(this, StateJson.Default.HandlerState);
}
