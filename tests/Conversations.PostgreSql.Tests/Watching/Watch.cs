using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Conversations.PostgreSql.Tests.Watching;

/// <summary>Listens to the driver: how often it waited for the server, and how the server ran each statement, including those in functions.</summary>
internal sealed class Watch : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<Plan> _plans = [];
    private int _roundTrips;
    private int _transactions;
    private bool _isInTransaction;

    /// <summary>Makes the server report the plans of all statements of a connection, with the numbers of rows that were actually read.</summary>
    internal const string TellPlans =
        "-c session_preload_libraries=auto_explain -c auto_explain.log_min_duration=0 -c auto_explain.log_analyze=on -c auto_explain.log_timing=off "
        + "-c auto_explain.log_buffers=on -c auto_explain.log_nested_statements=on -c auto_explain.log_format=json -c auto_explain.log_level=notice";

    /// <summary>
    /// Gets how often the driver waited for the server: for statements, and for the end of transactions. A transaction begins with its first statement.
    /// </summary>
    internal int RoundTrips => Volatile.Read(ref _roundTrips);

    /// <summary>
    /// Gets how many transactions were committed, if one connection at a time is used. A statement outside a transaction is one.
    /// </summary>
    internal int Transactions => Volatile.Read(ref _transactions);

    /// <summary>Returns the plans that were reported since the last call.</summary>
    internal IReadOnlyList<Plan> TakePlans()
    {
        var plans = new List<Plan>();
        while (_plans.TryDequeue(out var plan))
            plans.Add(plan);

        return plans;
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Name is "CommandExecutionCompleted" or "BatchExecutionCompleted" or "CommittedTransaction" or "RolledBackTransaction")
        {
            Interlocked.Increment(ref _roundTrips);
            Count(eventId.Name);
        }
        else if (eventId.Name is "StartedTransaction")
            _isInTransaction = true;
        else if (eventId.Name is "ReceivedNotice" && formatter(state, exception) is var text && text.IndexOf("plan:\n", StringComparison.Ordinal) is >= 0 and var at)
            _plans.Enqueue(Plan.Parse(text[(at + "plan:\n".Length)..]));
    }

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    private void Count(string name)
    {
        if (name is "CommittedTransaction" || (name is not "RolledBackTransaction" && !_isInTransaction))
            Interlocked.Increment(ref _transactions);

        _isInTransaction &= name is not ("CommittedTransaction" or "RolledBackTransaction");
    }
}
