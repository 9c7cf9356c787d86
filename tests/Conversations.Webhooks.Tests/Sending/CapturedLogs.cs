using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Conversations.Webhooks;

/// <summary>Keeps everything that is logged, at all levels, with its exceptions.</summary>
internal sealed class CapturedLogs : ILoggerProvider, ILogger
{
    internal ConcurrentQueue<string> Texts { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        Texts.Enqueue(state.ToString() ?? "");
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Texts.Enqueue($"{formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}
