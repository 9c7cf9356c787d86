using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Conversations.Sqlite.Tests;

/// <summary>Keeps the warnings that are logged.</summary>
internal sealed class Warnings : ILogger
{
    private readonly ConcurrentQueue<string> _texts = [];

    public IReadOnlyCollection<string> Texts => _texts;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            _texts.Enqueue(formatter(state, exception));
    }
}
