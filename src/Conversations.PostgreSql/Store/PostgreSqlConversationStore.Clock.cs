using Conversations.Storage;

namespace Conversations;

/// <content>The clock of the database, which all hosts share.</content>
public sealed partial class PostgreSqlConversationStore : IStoreClock, IStoreWarnings
{
    /// <inheritdoc/>
    TimeProvider IStoreClock.Clock => _database.Clock;

    /// <inheritdoc/>
    ValueTask IStoreClock.SynchronizeAsync(CancellationToken cancellationToken) => SynchronizeAsync(cancellationToken);

    /// <summary>Returns a warning while the clocks of this host and of the database differ by more than a minute.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The warning, which says whether times are corrected; an empty list if there is none.</returns>
    /// <exception cref="StorageException">The clocks were never compared, and the database cannot be reached.</exception>
    public async Task<IReadOnlyList<string>> ListWarningsAsync(CancellationToken cancellationToken = default)
    {
        await SynchronizeAsync(cancellationToken).ConfigureAwait(false);
        return _database.Clock.Differs ? [_database.Clock.Describe()] : [];
    }

    private ValueTask SynchronizeAsync(CancellationToken cancellationToken)
    {
        CheckAlive(cancellationToken);
        return _database.SynchronizeAsync(cancellationToken);
    }
}
