using System.Text.Json;
using System.Net.Sockets;
using Npgsql;

namespace Conversations;

/// <summary>The one place where the driver's errors become the library's, by the phase in which they came.</summary>
internal static class PostgreSqlErrors
{
    /// <summary>The state in which Citus says that a shard is being moved.</summary>
    private const string ShardMoves = "CIINF";

    /// <summary>The state of a statement of which the server cannot say whether it was completed.</summary>
    private const string CompletionUnknown = "40003";

    private const string IdleInTransactionTimeout = "25P03";
    private const string IdleSessionTimeout = "57P05";

    /// <summary>How the key of the message ids is called; Citus adds the number of the shard.</summary>
    private const string MessageIdKey = "messages_id";

    /// <summary>Tells whether a row could not be read because something else than this library wrote it.</summary>
    internal static bool TellsOfStrangeRows(Exception error) =>
        error is InvalidCastException or FormatException or OverflowException or JsonException or InvalidConversationDataException;

    internal static bool IsOfDriver(Exception error) => error is NpgsqlException or TimeoutException;

    /// <summary>Tells whether another transaction holds what was to be written.</summary>
    internal static bool IsHeld(Exception? error) => error is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable };

    /// <summary>Tells what became of something that failed so. What the driver calls transient says nothing of that.</summary>
    internal static WriteFate FateOf(Exception error, WritePhase phase) => (error, phase) switch
    {
        (_, WritePhase.Committed) => WriteFate.Unknown,
        (PostgresException server, WritePhase.Committing) when MayHaveCommitted(server) => WriteFate.Unknown,
        (PostgresException server, _) => WasRolledBack(server) ? WriteFate.NotDone : WriteFate.Refused,
        (_, WritePhase.Committing) => WriteFate.Unknown,

        // Where it took too long already to connect, or a statement did, no caller is to wait several times as long.
        ({ InnerException: TimeoutException } or TimeoutException, _) => WriteFate.Refused,
        (NpgsqlException { InnerException: IOException or SocketException or AggregateException }, _) => WriteFate.NotDone,
        _ => WriteFate.Refused,
    };

    /// <summary>Gives the error for the caller of something that was not done.</summary>
    internal static StorageException ToStorageException(Exception error) => new(Describe(error), error);

    private static bool MayHaveCommitted(PostgresException server) => server.SqlState switch
    {
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or CompletionUnknown => true,

        // Citus: "could not commit transaction for shard".
        PostgresErrorCodes.InternalError => server.MessageText.Contains("could not commit", StringComparison.Ordinal),
        var state => IsOfConnection(state),
    };

    private static bool WasRolledBack(PostgresException server) => server.SqlState switch
    {
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable
            or ShardMoves or CompletionUnknown => true,
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.TooManyConnections or IdleInTransactionTimeout or IdleSessionTimeout => true,

        // It was sent at the same moment by somebody else: the next try finds it.
        PostgresErrorCodes.UniqueViolation => server.ConstraintName?.StartsWith(MessageIdKey, StringComparison.Ordinal) == true,
        var state => IsOfConnection(state),
    };

    private static bool IsOfConnection(string state) => state.StartsWith("08", StringComparison.Ordinal);

    /// <summary>Tells whether the server refused a value or a statement that should never have come to it.</summary>
    private static bool IsOurs(string state) =>
        state.StartsWith("22", StringComparison.Ordinal) || state.StartsWith("23", StringComparison.Ordinal)
        || state.StartsWith("54", StringComparison.Ordinal) || state is PostgresErrorCodes.FeatureNotSupported or PostgresErrorCodes.SyntaxError;

    private static string Describe(Exception error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable } =>
            "Another transaction holds the conversation for longer than the lock timeout. Nothing was written. Try again.",
        PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } =>
            "The statement took longer than its timeout, or the server's administrator cancelled it. Nothing was written. Try again.",
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } =>
            "The PostgreSQL server is in recovery, or read-only. Nothing was written. Connect to the primary.",
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => "The PostgreSQL server's disk is full. Nothing was written.",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } =>
            "The role lacks a right on the schema of conversations. Nothing was written. Grant it, or let another role migrate.",
        PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.UndefinedFunction } =>
            "The schema of conversations is missing or old. Let a host with Migrates on start first.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
            "The PostgreSQL server has no database of that name. Nothing was written. Create it, or correct the connection string.",
        PostgresException server when server.SqlState.StartsWith("28", StringComparison.Ordinal) =>
            $"The PostgreSQL server did not let the role in ({server.SqlState}). Nothing was written. Check user name, password and pg_hba.conf.",
        PostgresException server when IsOurs(server.SqlState) =>
            $"PostgreSQL refused with {server.SqlState} what should have been refused before. Nothing was written. "
            + "To try again will not help: it is a defect of Conversations.PostgreSql. Report it.",
        PostgresException server => $"PostgreSQL failed with {server.SqlState}. Nothing was written.",
        { InnerException: TimeoutException } or TimeoutException =>
            "No connection to the PostgreSQL server came free or answered in time. Nothing was written. Try again, or allow more connections.",
        _ => "The PostgreSQL server cannot be reached. Nothing was written. Try again.",
    };
}
