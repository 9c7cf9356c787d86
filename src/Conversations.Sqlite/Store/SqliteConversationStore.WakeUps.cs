using Conversations.Storage;

namespace Conversations;

/// <content>Wake-ups between the processes that use a file.</content>
public sealed partial class SqliteConversationStore : IStoreWakeUps
{
    private static readonly TimeSpan _looksEvery = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    public Task<bool> WakeAsync(DeliveryHost host, CancellationToken cancellationToken = default)
    {
        // The others look at the file.
        ArgumentNullException.ThrowIfNull(host);
        return Task.FromResult(false);
    }

    /// <inheritdoc/>
    /// <remarks>It looks ten times a second at a number that SQLite keeps in memory, and reads nothing else.</remarks>
    public async Task ListenAsync(Guid hostId, Action woken, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(woken);
        for (long? last = null; ; await Task.Delay(_looksEvery, _time, cancellationToken).ConfigureAwait(false))
        {
            ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
            var version = await _database.Writer.ReadOthersVersionAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            if (version != last)
                woken();

            last = version;
        }
    }
}
