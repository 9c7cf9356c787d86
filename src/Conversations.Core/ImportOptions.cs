namespace Conversations;

/// <summary>How messages are imported.</summary>
public sealed record ImportOptions
{
    /// <summary>Gets how many messages are stored together, 1 to 10,000; 500 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bounds.</exception>
    public int BatchSize
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 10_000);
            field = value;
        }
    } = 500;

    /// <summary>Gets what is told after each batch; null = nothing.</summary>
    public IProgress<ImportProgress>? Progress { get; init; }

    /// <summary>
    /// Gets what is told of each message that is refused, with the reason, before the import goes on with the next; null = the first
    /// that is refused ends the import with that exception, and what came before it stays stored.
    /// </summary>
    public Action<ImportedMessage, ConversationsException>? OnRefused { get; init; }
}
