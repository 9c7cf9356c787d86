using System.Data;
using Conversations.Decisions;
using Conversations.Storage;
using MySqlConnector;

namespace Conversations.MariaDb;

/// <summary>Keeps conversations in MariaDB. Every call is one transaction on a connection of its own.</summary>
/// <remarks>
/// Whoever writes to a conversation locks its row first, so writes to the same conversation follow each other, and no deadlock can occur
/// within it. Whoever reads sees one snapshot in all statements.
/// </remarks>
internal sealed partial class MariaDbConversationStore : IConversationStore
{
    private const int MaxAttempts = 5;

    private readonly string _connectionString;
    private volatile bool _hasTables;

    internal MariaDbConversationStore(string connectionString) =>
        // A transaction of the caller must not decide whether a call is stored.
        _connectionString = new MySqlConnectionStringBuilder(connectionString) { AutoEnlist = false }.ConnectionString;

    private Task<T> WriteAsync<T>(Func<Transaction, Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync(IsolationLevel.ReadCommitted, work, cancellationToken);

    private Task<T> ReadAsync<T>(Func<Transaction, Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync(IsolationLevel.Snapshot, work, cancellationToken);

    /// <summary>Runs a read for a viewer who takes part, or for the app. It gives null to all others.</summary>
    private Task<T?> ReadAsAsync<T>(
        ConversationId id,
        UserId? viewer,
        Func<Transaction, ConversationRow, Participant?, Task<T?>> read,
        CancellationToken cancellationToken) =>
        ReadAsync(
            async transaction =>
            {
                if (await FindRowAsync(transaction, id) is not { CreatedAt: not null } row)
                    return default;

                var participant = viewer is { } user ? await FindParticipantAsync(transaction, id, user) : null;
                return viewer is not null && participant is null ? default : await read(transaction, row, participant);
            },
            cancellationToken);

    private async Task<T> RunAsync<T>(IsolationLevel isolation, Func<Transaction, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await CreateTablesAsync(cancellationToken);
                await using var transaction = await Transaction.BeginAsync(_connectionString, isolation, cancellationToken);
                return await work(transaction);
            }
            catch (MySqlException error) when (error.ErrorCode == MySqlErrorCode.LockDeadlock && attempt < MaxAttempts)
            {
                // The server has rolled back, so the call begins again.
            }
            catch (Exception error) when (Transaction.IsOfDriver(error))
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw new StorageException("MariaDB could not serve the call. Nothing was written. See the inner exception, and try again.", error);
            }
        }
    }

    /// <summary>Creates the tables at the first call. A later version of the schema would be a second file, and a table with its number.</summary>
    private async Task CreateTablesAsync(CancellationToken cancellationToken)
    {
        if (_hasTables)
            return;

        using var file = new StreamReader(typeof(MariaDbConversationStore).Assembly.GetManifestResourceStream("Schema.sql")!);
        await using var connection = new MySqlConnection(_connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new MySqlCommand(await file.ReadToEndAsync(cancellationToken), connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        _hasTables = true;
    }

    private static Task<ConversationRow?> FindRowAsync(Transaction transaction, ConversationId id) =>
        transaction.FindAsync($"SELECT * FROM conversations WHERE id = {id}", Rows.Conversation);

    /// <summary>Locks a conversation until the end of the transaction.</summary>
    private static Task<ConversationRow?> LockAsync(Transaction transaction, ConversationId id) =>
        transaction.FindAsync($"SELECT * FROM conversations WHERE id = {id} FOR UPDATE", Rows.Conversation);

    private static Task<Participant?> FindParticipantAsync(Transaction transaction, ConversationId id, UserId userId) =>
        transaction.FindAsync(
            $"SELECT * FROM participants WHERE conversation_id = {id} AND user_id = {userId} AND ended_at IS NULL",
            Rows.Participant);
}
