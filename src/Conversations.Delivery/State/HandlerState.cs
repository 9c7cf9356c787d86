using System.Text.Json;

namespace Conversations;

/// <summary>What the library stores about a change handler, beside its name. All hosts share it.</summary>
internal sealed record HandlerState
{
    /// <summary>Gets from when on a walk gives the handler its positions; null for the beginning of the logs.</summary>
    public DateTimeOffset? WalkFrom { get; init; }

    public bool IsPaused { get; init; }

    /// <summary>Gets when the first attempt failed since the last success, or null if the last one succeeded.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    public CircuitState Circuit { get; init; } = new();

    /// <summary>Gets the changes that were removed from the logs before they were handled.</summary>
    public LossState? Lost { get; init; }

    public string? LastError { get; init; }

    /// <summary>Returns the state after a failed attempt. It is paused if the handler has failed for too long.</summary>
    internal HandlerState Failed(DateTimeOffset now, TimeSpan? pauseAfter) => this with
    {
        FailingSince = FailingSince ?? now,
        IsPaused = IsPaused || (pauseAfter is { } limit && now - (FailingSince ?? now) >= limit),
    };

    internal static HandlerState Parse(string text) => JsonSerializer.Deserialize(text, StateJson.Default.HandlerState) ?? new();

    internal string ToJson() => JsonSerializer.Serialize(this, StateJson.Default.HandlerState);
}
