using System.Collections.Concurrent;
using Npgsql;

namespace Conversations.Benchmarks;

/// <summary>Counts the errors that callers got instead of a result, by kind.</summary>
internal sealed class LoadErrors
{
    private readonly ConcurrentDictionary<string, int> _counts = [];

    internal IReadOnlyDictionary<string, int> Counts => _counts;

    internal void Add(Operation operation, Exception error) => _counts.AddOrUpdate($"{operation}: {KindOf(error)}", 1, (_, count) => count + 1);

    private static string KindOf(Exception error) => error switch
    {
        OutcomeUnknownException => $"unknown outcome{CauseOf(error)}",
        StorageException { InnerException: PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected } } => "deadlock",
        StorageException => $"storage{CauseOf(error)}",
        _ => error.GetType().Name,
    };

    private static string CauseOf(Exception error) => error.InnerException switch
    {
        PostgresException server => $" ({server.SqlState})",
        { } cause => $" ({cause.GetType().Name})",
        null => "",
    };
}
