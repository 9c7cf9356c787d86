namespace Conversations;

/// <summary>Contains the options for importing messages.</summary>
public sealed class ImportOptions
{
    /// <summary>Gets the maximum number of messages that are stored together, 1 to 10,000; 500 by default.</summary>
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

    /// <summary>Gets what receives the progress after each batch, or null for none.</summary>
    public IProgress<ImportProgress>? Progress { get; init; }

    /// <summary>
    /// Gets whether participants who had read everything before a batch have read the imported messages of the batch too. True by
    /// default. If it is false, the imported messages are unread for all participants.
    /// </summary>
    public bool MarkAsRead { get; init; } = true;

    /// <summary>
    /// Gets who sees the imported messages if a participant or a former participant does not see all of the past.
    /// <see cref="ImportVisibility.Refuse"/> by default: the import is refused before its first batch.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enum.</exception>
    public ImportVisibility VisibleTo
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The value is not one of ImportVisibility.");
    }

    /// <summary>
    /// Gets what receives each refused message with the reason, before the import continues with the next message. If it is null, the
    /// first refused message ends the import with the exception. The messages before it stay stored.
    /// </summary>
    public Action<ImportedMessage, ConversationsException>? OnRefused { get; init; }
}
