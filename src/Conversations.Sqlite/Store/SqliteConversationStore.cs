using Conversations.Decisions;
using Conversations.Storage;
using Microsoft.Extensions.Logging;

namespace Conversations;

/// <summary>Stores conversations in a SQLite file. <c>UseSqlite(…)</c> registers it.</summary>
/// <remarks>
/// When a call returns, its write is on the disk, unless <see cref="SqliteStoreOptions.Synchronous"/> says otherwise. All writes of a
/// process use one connection on a dedicated thread, and writes that wait together share a transaction. Reads use other connections, which
/// a write never blocks.
/// </remarks>
public sealed partial class SqliteConversationStore : IConversationStore, IDeliveryStore, IStoreWarnings, IDisposable, IAsyncDisposable
{
    private readonly SqliteDatabase _database;
    private readonly TimeProvider _time;
    private int _isDisposed;

    internal SqliteConversationStore(string path, SqliteStoreOptions options, ILogger logger, TimeProvider? time = null)
        : this(SqliteDatabase.Share(path, options with { }, logger), time)
    {
    }

    internal SqliteConversationStore(SqliteDatabase database, TimeProvider? time = null) => (_database, _time) = (database, time ?? TimeProvider.System);

    /// <summary>Gets the connections to the file.</summary>
    internal SqliteDatabase Database => _database;

    /// <summary>
    /// Gets the number of statements that this process ran on the file, without those that open it and those that begin or end a
    /// transaction.
    /// </summary>
    internal long Statements => _database.Writer.Statements + _database.Readers.Statements;

    /// <summary>Closes the file if no other store of this process uses it. The method blocks until the file is closed.</summary>
    // Blocking cannot deadlock: no continuation below needs the caller's synchronization context.
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>
    /// Closes the file if no other store of this process uses it: refuses the calls that still wait, and waits for the running ones.
    /// </summary>
    /// <returns>A task that ends when the file is closed.</returns>
    public ValueTask DisposeAsync() => Interlocked.Exchange(ref _isDisposed, 1) == 0 ? _database.ReleaseAsync() : ValueTask.CompletedTask;

    /// <summary>Copies everything that is stored at one moment into a new file. Other calls can write meanwhile.</summary>
    /// <param name="path">The path of the file to create. Nothing may exist there, and the folder must exist.</param>
    /// <param name="cancellationToken">Cancels the call before the copy begins.</param>
    /// <returns>A task that ends when the copy is on the disk.</returns>
    /// <exception cref="ArgumentException">The path is empty, or a file or folder with this path already exists.</exception>
    /// <exception cref="StorageException">The copy cannot be written, or the stored file cannot be read.</exception>
    public async Task BackupAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var full = Path.GetFullPath(path);
        if (Path.Exists(full))
            throw new ArgumentException("A file with this path already exists. Name a new one.", nameof(path));

        if (Path.Exists(SqliteFiles.Log(full)) || Path.Exists(SqliteFiles.Journal(full)))
            throw new ArgumentException("A log of an earlier file lies at this path ('-wal' or '-journal'). Name a new file, or delete the log.", nameof(path));

        if (!Directory.Exists(Path.GetDirectoryName(full)))
            throw new StorageException("The copy cannot be written: its folder does not exist. Create it, then try again.");

        // A process that is killed in the middle leaves half a copy. It has another name until it is complete and on the disk, so that
        // it is not mistaken for a backup.
        var unfinished = $"{full}.{Guid.NewGuid():N}";
        try
        {
            // The copy takes long, so it runs on another thread than the caller's, as no other read does.
            await Task.Run(() => ReadAsync(session => session.Run("VACUUM INTO $path", ("$path", unfinished)), cancellationToken), CancellationToken.None)
                .ConfigureAwait(false);
            await Task.Run(() => Finish(unfinished, full), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListWarningsAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<string>>(_database.Library.Warning is { } warning ? [warning] : []);

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
            throw new StorageException("The copy cannot be finished. Check that no such file exists and that the disk can be written, then try again.", error);
        }
    }

    /// <summary>Gets the time of this moment for leases and due times, in milliseconds.</summary>
    private long Now => _time.GetUtcNow().Milliseconds();

    private async Task<T> ReadAsync<T>(Func<SqliteSession, T> read, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        cancellationToken.ThrowIfCancellationRequested();
        return await _database.Readers.ReadAsync(read, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads with several statements that all see the same state of the file.</summary>
    private Task<T> ReadTogetherAsync<T>(Func<SqliteSession, T> read, CancellationToken cancellationToken) => ReadAsync(
        session =>
        {
            session.ControlTransaction("BEGIN");
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

    private async Task<T> WriteAsync<T>(Func<SqliteSession, T> write, CancellationToken cancellationToken, Commit? commit = null)
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        cancellationToken.ThrowIfCancellationRequested();
        return await _database.Writer.WriteAsync(write, commit?.Message?.Id, cancellationToken, commit?.Waited ?? default).ConfigureAwait(false);
    }
}
