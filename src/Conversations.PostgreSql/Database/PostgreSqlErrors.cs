using Npgsql;

namespace Conversations;

/// <summary>The one place where the driver's errors become the library's, by the phase in which they came.</summary>
internal static class PostgreSqlErrors
{
    /// <summary>Tells whether the server says that what was sent was rolled back, and it may be sent again.</summary>
    internal static bool WasRolledBack(Exception error) => error is PostgresException
    {
        SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or "CIINF",
    };

    /// <summary>Tells whether nothing was sent yet, so that it may be sent later: the server is away, or takes no more connections.</summary>
    internal static bool MayConnectLater(Exception error) => error switch
    {
        PostgresException server => server.SqlState is PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections
            or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown,
        NpgsqlException or TimeoutException => true,
        _ => false,
    };

    /// <summary>Tells whether nobody knows what became of what was sent: the connection broke before there was an answer.</summary>
    internal static bool LeavesUnknown(Exception error) => error switch
    {
        PostgresException server => server.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or "40003"
            || server.SqlState.StartsWith("08", StringComparison.Ordinal)
            || (server.SqlState == "XX000" && server.MessageText.Contains("could not commit", StringComparison.Ordinal)),
        NpgsqlException => true,
        _ => false,
    };

    internal static bool IsOfDriver(Exception error) => error is NpgsqlException or TimeoutException;

    /// <summary>Gives the error for the caller of something that was not done.</summary>
    internal static StorageException ToStorageException(Exception error) => new(Describe(error), error);

    private static string Describe(Exception error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable } =>
            "Another transaction holds the conversation for longer than the lock timeout. Nothing was written. Try again.",
        PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } => "The statement took longer than its timeout. Nothing was written. Try again.",
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } =>
            "The PostgreSQL server is in recovery, or read-only. Nothing was written. Connect to the primary.",
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => "The PostgreSQL server's disk is full. Nothing was written.",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } =>
            "The role lacks a right on the schema of conversations. Nothing was written. Grant it, or let another role migrate.",
        PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.UndefinedFunction } =>
            "The schema of conversations is missing or old. Let a host with Migrates on start first.",
        PostgresException server => $"PostgreSQL failed with {server.SqlState}. Nothing was written.",
        _ => "The PostgreSQL server cannot be reached. Nothing was written. Try again.",
    };
}
