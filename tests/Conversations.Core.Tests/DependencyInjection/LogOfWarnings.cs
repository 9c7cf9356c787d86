using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Conversations.Tests.DependencyInjection;

/// <summary>Collects the warnings and errors that this library logs.</summary>
internal sealed class LogOfWarnings : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _warnings = [];

    internal IReadOnlyCollection<string> Warnings => _warnings;

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _warnings);

    public void Dispose()
    {
    }

    private sealed class Logger(string category, ConcurrentQueue<string> warnings) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Warning && category.StartsWith("Conversations", StringComparison.Ordinal))
                warnings.Enqueue(formatter(state, exception));
        }
    }
}
