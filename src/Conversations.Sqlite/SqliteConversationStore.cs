using Conversations.Storage;
using Microsoft.Extensions.Logging;

namespace Conversations;

/// <summary>Keeps conversations in a SQLite file. <c>UseSqlite(…)</c> registers it.</summary>
/// <remarks>
/// What is answered is on the disk (<see cref="SqliteStoreOptions.Synchronous"/>). All writes of a process go through one connection, on a
/// thread of its own, where those that wait together share one transaction; reads have connections of their own, which a write never blocks.
/// </remarks>
public sealed partial class SqliteConversationStore : IConversationStore, IDisposable, IAsyncDisposable
{
    private readonly SqliteDatabase _database;
    private int _isDisposed;

    internal SqliteConversationStore(string path, SqliteStoreOptions options, ILogger logger)
        : this(SqliteDatabase.Share(path, options with { }, logger))
    {
    }

    internal SqliteConversationStore(SqliteDatabase database) => _database = database;

    /// <summary>Gets what the file is used through.</summary>
    internal SqliteDatabase Database => _database;

    /// <summary>Gets how many statements were run on the file by this process; what opens it, and the frame of a transaction, not counted.</summary>
    internal long Statements => _database.Writer.Statements + _database.Readers.Statements;

    /// <summary>Closes the file, where no other store of this process uses it.</summary>
    // A caller without await is told only when all is closed. It cannot wait for itself: nothing below goes on in the context of its caller.
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>Refuses what still waits, waits for what is under way, and closes the file, where no other store of this process uses it.</summary>
    /// <returns>A task that ends when that is done.</returns>
    public ValueTask DisposeAsync() => Interlocked.Exchange(ref _isDisposed, 1) == 0 ? _database.ReleaseAsync() : ValueTask.CompletedTask;

    /// <summary>Writes a copy of all that is stored at one moment into a new file, while others go on to write.</summary>
    /// <param name="path">The file to make; it must not exist.</param>
    /// <param name="cancellationToken">Gives up before it begins.</param>
    /// <returns>A task that ends when the copy is on the disk.</returns>
    /// <exception cref="ArgumentException">There is such a file already.</exception>
    /// <exception cref="StorageException">The copy cannot be written, or the file not be read.</exception>
    public async Task BackupAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var full = Path.GetFullPath(path);
        if (Path.Exists(full))
            throw new ArgumentException("There is such a file already. Name a new one.", nameof(path));

        if (!Directory.Exists(Path.GetDirectoryName(full)))
            throw new StorageException("The copy cannot be written: its folder is not there. Make it, then try again.");

        // Under a name of its own until it is whole and on the disk, so that half a copy is never taken for one.
        var unfinished = $"{full}.{Guid.NewGuid():N}";
        try
        {
            await ReadAsync(session => session.Run("VACUUM INTO $path", ("$path", unfinished)), cancellationToken).ConfigureAwait(false);
            await Task.Run(() => Finish(unfinished, full), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private static void Finish(string unfinished, string path)
    {
        try
        {
            using (var file = File.OpenHandle(unfinished, access: FileAccess.ReadWrite))
                RandomAccess.FlushToDisk(file);

            File.Move(unfinished, path);
        }
        catch (IOException error)
        {
            throw new StorageException("The copy cannot be finished. See that there is no such file, and that the disk can be written, then try again.", error);
        }
    }

    private async Task<T> ReadAsync<T>(Func<SqliteSession, T> read, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        cancellationToken.ThrowIfCancellationRequested();
        await _database.Writer.OpenAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        return await _database.Readers.ReadAsync(read, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads by several statements that all see the same moment.</summary>
    private Task<T> ReadTogetherAsync<T>(Func<SqliteSession, T> read, CancellationToken cancellationToken) => ReadAsync(
        session =>
        {
            session.Frame("BEGIN");
            try
            {
                return read(session);
            }
            finally
            {
                session.RollBack();
            }
        },
        cancellationToken);

    private async Task<T> WriteAsync<T>(Func<SqliteSession, T> write, CancellationToken cancellationToken, MessageId? messageId = null)
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        cancellationToken.ThrowIfCancellationRequested();
        return await _database.Writer.WriteAsync(write, messageId, cancellationToken).ConfigureAwait(false);
    }
}
