namespace Conversations.Decisions;

/// <summary>The time and the options, on which decisions depend besides the conversation.</summary>
/// <param name="now">The present time, UTC in whole milliseconds.</param>
/// <param name="limits">The limits of the app.</param>
/// <param name="joinHistory">How much of the past a user sees if a session adds them for the first time and the call does not say it.</param>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1815", Justification = "Nobody compares contexts.")]
public readonly struct DecisionContext(DateTimeOffset now, ConversationLimits limits, History joinHistory = default)
{
    /// <summary>Gets the present time.</summary>
    public DateTimeOffset Now { get; init; } = now;

    /// <summary>Gets the limits of the app.</summary>
    public ConversationLimits Limits { get; init; } = limits;

    /// <summary>Gets how much of the past a user sees whom a session adds.</summary>
    public History JoinHistory { get; init; } = joinHistory;
}
