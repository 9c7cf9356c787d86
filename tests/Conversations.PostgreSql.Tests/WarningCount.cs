using Microsoft.Extensions.Logging;

namespace Conversations.PostgreSql.Tests;

/// <summary>Counts the warnings that are logged, and keeps nothing else of the log.</summary>
internal sealed class WarningCount : ILoggerFactory, ILogger
{
    private int _count;
    private int _retries;

    /// <summary>Gets how often the store logged a warning.</summary>
    internal int Count => Volatile.Read(ref _count);

    /// <summary>Gets how often the store logged that it sends again, which is its event 1.</summary>
    internal int Retries => Volatile.Read(ref _retries);

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel != LogLevel.Warning)
            return;

        Interlocked.Increment(ref _count);
        if (eventId.Id == 1)
            Interlocked.Increment(ref _retries);
    }

    public void Dispose()
    {
    }
}
