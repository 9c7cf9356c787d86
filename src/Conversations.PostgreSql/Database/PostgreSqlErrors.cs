using System.Net.Sockets;
using System.Text.Json;
using Npgsql;

namespace Conversations;

/// <summary>Converts errors of the driver to errors of the library, by the phase in which they occurred.</summary>
internal static class PostgreSqlErrors
{
    /// <summary>The SQLSTATE by which Citus reports that a shard is being moved.</summary>
    private const string ShardMoves = "CIINF";

    /// <summary>The SQLSTATE by which a server reports that it does not know whether a statement was completed.</summary>
    private const string CompletionUnknown = "40003";

    /// <summary>The SQLSTATE of errors of the protocol. PgBouncer uses it for each of its own errors.</summary>
    private const string ProtocolViolation = "08P01";

    private const string Locked = "Another transaction has locked the conversation for longer than the lock timeout. Nothing was written. Try again.";

    private const string IdleInTransactionTimeout = "25P03";
    private const string IdleSessionTimeout = "57P05";

    /// <summary>The name of the key of the message ids, to which Citus adds the number of the shard.</summary>
    private const string MessageIdKey = "messages_id";

    /// <summary>Returns whether a row could not be read because something other than this library wrote it.</summary>
    internal static bool TellsOfStrangeRows(Exception error) =>
        error is InvalidCastException or FormatException or OverflowException or JsonException or InvalidConversationDataException;

    internal static bool IsOfDriver(Exception error) => error is NpgsqlException or TimeoutException;

    /// <summary>Returns whether another transaction has locked what was to be written.</summary>
    internal static bool IsLocked(Exception? error) => error is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable };

    /// <summary>Returns what became of a read or write that failed with this error. Whether the driver calls the error transient does not answer that.</summary>
    internal static WriteFate FateOf(Exception error, WritePhase phase) => (error, phase) switch
    {
        (_, WritePhase.Committed) => WriteFate.Unknown,
        (PostgresException server, WritePhase.Committing) when MayHaveCommitted(server) => WriteFate.Unknown,
        (PostgresException server, _) => WasRolledBack(server) ? WriteFate.NotDone : WriteFate.Refused,
        (_, WritePhase.Committing) => WriteFate.Unknown,

        // The connection or the statement has already taken its whole timeout. A retry would let the caller wait several times as long.
        ({ InnerException: TimeoutException } or TimeoutException, _) => WriteFate.Refused,
        (NpgsqlException { InnerException: IOException or SocketException or AggregateException }, _) => WriteFate.NotDone,
        _ => WriteFate.Refused,
    };

    /// <summary>Makes the error for the caller of a read or write that was not done.</summary>
    internal static StorageException ToStorageException(Exception error) => new(Describe(error), error);

    /// <summary>Makes the error for the caller of a write that waited for a lock as long as it may. The driver's error is null if it was not tried.</summary>
    internal static StorageException LockedError(Exception? driver) => new(Locked, driver);

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

        // Another transaction stored a message with the same id at the same moment. The next try finds it.
        PostgresErrorCodes.UniqueViolation => server.ConstraintName?.StartsWith(MessageIdKey, StringComparison.Ordinal) == true,
        var state => IsOfConnection(state),
    };

    private static bool IsOfConnection(string state) => state.StartsWith("08", StringComparison.Ordinal);

    /// <summary>Returns whether the server refused a value or a statement that the library should have refused or never sent.</summary>
    private static bool IsOurs(string state) =>
        state.StartsWith("22", StringComparison.Ordinal) || state.StartsWith("23", StringComparison.Ordinal)
        || state.StartsWith("54", StringComparison.Ordinal) || state is PostgresErrorCodes.FeatureNotSupported or PostgresErrorCodes.SyntaxError;

    private static string Describe(Exception error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable } => Locked,
        PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } =>
            "The statement took longer than its timeout, or the server's administrator cancelled it. Nothing was written. Try again.",
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } =>
            "The PostgreSQL server is in recovery, or read-only. Nothing was written. Connect to the primary.",
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => "The PostgreSQL server's disk is full. Nothing was written.",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } =>
            "The role lacks a right on the schema of conversations. Nothing was written. Grant it, or let another role migrate.",
        PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.UndefinedFunction } =>
            "The schema of conversations is missing or old. Let a host with AutoMigrate on start first.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
            "The PostgreSQL server has no database of that name. Nothing was written. Create it, or correct the connection string.",
        PostgresException { SqlState: PostgresErrorCodes.DuplicatePreparedStatement or PostgresErrorCodes.InvalidSqlStatementName } =>
            "The session does not have the prepared statements that this host made, as behind a pooler in transaction mode. Nothing was written. "
            + "Set Max Auto Prepare=0 in the connection string.",
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } =>
            "The PostgreSQL server, or the role or database, allows no more connections. Nothing was written. "
            + "Lower Maximum Pool Size on the hosts, raise max_connections, or use a pooler.",
        PostgresException { SqlState: PostgresErrorCodes.CannotConnectNow } =>
            "The PostgreSQL server is starting, stopping or in recovery. Nothing was written. Try again when it is up.",
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown } =>
            "The PostgreSQL server was stopped, or an administrator ended the connection. Nothing was written. Try again.",
        PostgresException { SqlState: IdleInTransactionTimeout } =>
            "The host paused for longer than a transaction may stay open between two statements (30 seconds), so the server rolled it back. "
            + "Nothing was written. Try again, and look for what stopped the host.",
        PostgresException { SqlState: IdleSessionTimeout } =>
            "The server closed idle connections. Nothing was written. Try again, and set Connection Idle Lifetime below the server's idle_session_timeout.",
        PostgresException { SqlState: ProtocolViolation } =>
            "The PostgreSQL server or a pooler before it refused the connection (08P01). Nothing was written. Behind PgBouncer, its log says why: for "
            + "example, its limits of clients or of waiting were reached, or the connection string sets Options or Search Path, which it does not pass on.",
        PostgresException server when server.SqlState.StartsWith("28", StringComparison.Ordinal) =>
            $"The PostgreSQL server did not let the role in ({server.SqlState}). Nothing was written. Check user name, password and pg_hba.conf.",
        PostgresException server when IsOurs(server.SqlState) =>
            $"PostgreSQL refused a value or a statement with {server.SqlState}. Nothing was written. "
            + "A retry will not help: it is a defect of Conversations.PostgreSql. Report it.",
        PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } =>
            "Each try met other transactions, which were first. Nothing was written. Try again.",
        PostgresException server when IsOfConnection(server.SqlState) =>
            $"The connection to the PostgreSQL server broke ({server.SqlState}). Nothing was written. Try again.",
        PostgresException server when server.SqlState.StartsWith("53", StringComparison.Ordinal) =>
            $"The PostgreSQL server lacks memory or another resource ({server.SqlState}). Nothing was written. Its log says which.",
        PostgresException server => $"PostgreSQL failed with {server.SqlState}. Nothing was written.",
        { InnerException: TimeoutException } or TimeoutException =>
            "No connection to the PostgreSQL server came free or answered in time. Nothing was written. Try again, or allow more connections.",
        _ => "The PostgreSQL server cannot be reached. Nothing was written. Try again.",
    };
}
