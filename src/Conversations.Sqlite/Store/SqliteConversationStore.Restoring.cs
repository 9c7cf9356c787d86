namespace Conversations;

/// <content>Restores a backup.</content>
public sealed partial class SqliteConversationStore
{
    /// <summary>Puts a backup in the place of the file that a connection string names, and removes the write-ahead log of the old file.</summary>
    /// <remarks>
    /// No store and no other process may have the file open. If the process is killed during the call, the file is either the old one or
    /// the restored one; a file that has the name of the database and 32 more characters may stay beside it and can be deleted. The backup
    /// itself is not changed. A backup of an older version of this library is migrated when a store opens the file.
    /// </remarks>
    /// <param name="backupPath">The path of a file that <see cref="BackupAsync"/> made.</param>
    /// <param name="connectionString">The connection string that <c>UseSqlite</c> gets. The file may be missing or damaged; its folder must exist.</param>
    /// <param name="cancellationToken">Cancels the call before the copy begins.</param>
    /// <returns>A task that ends when the restored file is on the disk.</returns>
    /// <exception cref="ArgumentException">
    /// The path of the backup is empty or is that of the file, or the connection string names no file or has another keyword.
    /// </exception>
    /// <exception cref="InvalidOperationException">A store of this process uses the file.</exception>
    /// <exception cref="StorageException">
    /// Another process has the file open; the backup is missing, damaged, of another app, or of a newer version; the file is not one of this
    /// library; or the disk cannot be written. The file was not changed.
    /// </exception>
    public static async Task RestoreAsync(string backupPath, string connectionString, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(backupPath);
        var path = SqlitePath.Real(SqlitePath.Of(connectionString));
        var backup = SqlitePath.Real(Path.GetFullPath(backupPath));
        if (backup == path)
            throw new ArgumentException("The backup is the file itself. Name the file that BackupAsync made.", nameof(backupPath));

        cancellationToken.ThrowIfCancellationRequested();
        using var reservation = SqliteDatabase.Reserve(path);
        await Task.Run(() => new SqliteRestore(backup, path).Run(), CancellationToken.None).ConfigureAwait(false);
    }
}
