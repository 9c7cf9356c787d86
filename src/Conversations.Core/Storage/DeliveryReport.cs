namespace Conversations.Storage;

/// <summary>How far a leased row is.</summary>
/// <param name="Key">The handler and the conversation.</param>
/// <param name="Fence">The number of the lease.</param>
/// <param name="Position">The version up to which the handler has handled the changes, not less than before.</param>
/// <param name="Step">What becomes of the row.</param>
/// <param name="Attempts">How often the next change was tried without success.</param>
/// <param name="Delay">With <see cref="DeliveryStep.Wait"/>, how long the row is not due, in whole milliseconds.</param>
/// <param name="Error">What went wrong at the last attempt, in a text that the store does not read; null if nothing did.</param>
/// <param name="TriedTo">The version up to which changes were tried, if later ones need not wait; otherwise null.</param>
/// <param name="Aside">Which of them wait, in a text that the store does not read; or null.</param>
public sealed record DeliveryReport(
    DeliveryKey Key,
    long Fence,
    long Position,
    DeliveryStep Step,
    int Attempts = 0,
    TimeSpan Delay = default,
    string? Error = null,
    long? TriedTo = null,
    string? Aside = null);
