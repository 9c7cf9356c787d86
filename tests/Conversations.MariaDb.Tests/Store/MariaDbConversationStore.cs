using System.Data;
using System.Runtime.CompilerServices;
using Conversations.Storage;
using MySqlConnector;

namespace Conversations.MariaDb;

/// <summary>Keeps conversations in MariaDB. Every call and every commit is a transaction of its own.</summary>
/// <remarks>
/// A call that writes to a conversation locks its row first, so no other call writes to the conversation until the end of the transaction.
/// A call that reads sees the same snapshot in all its statements.
/// </remarks>
internal sealed partial class MariaDbConversationStore : IConversationStore
{
    private const int MaxAttempts = 5;

    private readonly string _connectionString;
    private volatile bool _hasTables;

    /// <summary>A transaction of the caller (<c>TransactionScope</c>) must not decide whether a call is stored, so it is not joined.</summary>
    internal MariaDbConversationStore(string connectionString) =>
        _connectionString = new MySqlConnectionStringBuilder(connectionString) { AutoEnlist = false }.ConnectionString;

    /// <summary>Writes and commits. A call that has waited for a lock must see what was committed meanwhile, so it reads no snapshot.</summary>
    private Task<T> WriteAsync<T>(Func<Transaction, Task<T>> write, CancellationToken cancellationToken, MessageId? sent = null) =>
        RunAsync(IsolationLevel.ReadCommitted, transaction => transaction.CommitAsync(write(transaction), sent), cancellationToken);

    private Task<T> ReadAsync<T>(Func<Transaction, Task<T>> read, CancellationToken cancellationToken) =>
        RunAsync(IsolationLevel.Snapshot, read, cancellationToken);

    /// <summary>Reads for a participant or for the app, with the first sequence that they see. The result is null if they see nothing.</summary>
    private Task<T?> ReadAsAsync<T>(
        ConversationId id, UserId? viewer, Func<Transaction, long, Task<T?>> read, CancellationToken cancellationToken) => ReadAsync(
        async transaction => await transaction.FindAsync(Conversation(viewer, $"c.id = {id}"), Rows.Conversation) is { } seen
            ? await read(transaction, seen.Viewer?.VisibleFrom ?? 1)
            : default,
        cancellationToken);

    private async Task<T> RunAsync<T>(IsolationLevel isolation, Func<Transaction, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await CreateTablesAsync(cancellationToken);
                await using var transaction = new Transaction(_connectionString, cancellationToken);
                await transaction.BeginAsync(isolation);
                return await work(transaction);
            }
            catch (MySqlException error) when (error.ErrorCode == MySqlErrorCode.LockDeadlock && attempt < MaxAttempts)
            {
                // The server has rolled back, so the call begins again.
            }
            catch (Exception error) when (Transaction.IsOfDriver(error))
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw new StorageException("MariaDB could not serve the call, and nothing was written. See the inner exception.", error);
            }
        }
    }

    /// <summary>Creates the tables before the first call, unless they exist.</summary>
    private async Task CreateTablesAsync(CancellationToken cancellationToken)
    {
        if (_hasTables)
            return;

        using var schema = new StreamReader(typeof(MariaDbConversationStore).Assembly.GetManifestResourceStream("Schema.sql")!);
        await using var transaction = new Transaction(_connectionString, cancellationToken);
        await transaction.BeginAsync(IsolationLevel.ReadCommitted);
        await transaction.ExecuteAsync(FormattableStringFactory.Create(await schema.ReadToEndAsync(cancellationToken)));
        _hasTables = true;
    }

    private static Task<ConversationHead> FindHeadAsync(Transaction transaction, ConversationId id) =>
        transaction.FindAsync($"SELECT head FROM conversations WHERE id = {id}", Rows.Head);

    /// <summary>Locks the row of a conversation until the end of the transaction, and reads its head.</summary>
    private static Task<ConversationHead> LockAsync(Transaction transaction, ConversationId id) =>
        transaction.FindAsync($"SELECT head FROM conversations WHERE id = {id} FOR UPDATE", Rows.Head);
}
