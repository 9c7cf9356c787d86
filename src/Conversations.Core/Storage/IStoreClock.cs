namespace Conversations.Storage;

/// <summary>
/// Corrects the clock of a host by that of the database, which all hosts share. A store of a database server implements it; a store without it uses the
/// registered <see cref="TimeProvider"/>.
/// </summary>
public interface IStoreClock
{
    /// <summary>Gets the clock that the times of messages, edits and participants are read from.</summary>
    TimeProvider Clock { get; }

    /// <summary>Compares the clocks if that was never done or is due.</summary>
    /// <remarks>
    /// <para>
    /// 1. The library makes the call before each command reads <see cref="Clock"/>, so it usually does nothing. If the database cannot be
    /// reached, but the clocks were compared before, the call succeeds and the last difference counts.
    /// </para>
    /// </remarks>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when the clock can be read.</returns>
    /// <exception cref="StorageException">The clocks were never compared, and the database cannot be reached.</exception>
    ValueTask SynchronizeAsync(CancellationToken cancellationToken = default);
}
