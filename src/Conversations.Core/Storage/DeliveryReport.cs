namespace Conversations.Storage;

/// <summary>How far a leased row is.</summary>
public sealed class DeliveryReport(
    DeliveryKey Key,
    long Fence,
    long Position,
    DeliveryStep Step,
    int Attempts = 0,
    TimeSpan Delay = default,
    string? Error = null,
    long? TriedTo = null,
    string? Aside = null)
{
    /// <summary>Gets the handler and the conversation.</summary>
    public DeliveryKey Key { get; } = Key;

    /// <summary>Gets the number of the lease.</summary>
    public long Fence { get; } = Fence;

    /// <summary>Gets the version up to which the handler has handled the changes, not less than before.</summary>
    public long Position { get; } = Position;

    /// <summary>Gets what becomes of the row.</summary>
    public DeliveryStep Step { get; } = Step;

    /// <summary>Gets how often the next change was tried without success.</summary>
    public int Attempts { get; } = Attempts;

    /// <summary>Gets how long the row is not due with <see cref="DeliveryStep.Wait"/>, in whole milliseconds.</summary>
    public TimeSpan Delay { get; } = Delay;

    /// <summary>Gets what went wrong at the last attempt, in a text that the store does not read; null if nothing did.</summary>
    public string? Error { get; } = Error;

    /// <summary>Gets the version up to which changes were tried, if later ones need not wait; otherwise null.</summary>
    public long? TriedTo { get; } = TriedTo;

    /// <summary>Gets which of them wait, in a text that the store does not read; or null.</summary>
    public string? Aside { get; } = Aside;
}
