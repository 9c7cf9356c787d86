using System.Collections.Concurrent;
using System.Diagnostics;

namespace Conversations.Benchmarks;

/// <summary>Counts the messages that handlers were given, and keeps when each was given.</summary>
internal sealed class DeliveryCount
{
    private readonly ConcurrentDictionary<string, long> _times = [];
    private TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _wanted = int.MaxValue;
    private int _count;

    /// <summary>Gets or sets whether the times are kept.</summary>
    internal bool KeepsTimes { get; set; }

    /// <summary>Gets the number of messages that were counted since <see cref="Expect"/>.</summary>
    internal int Count => Volatile.Read(ref _count);

    /// <summary>Begins to count from zero. The task ends when the handler has counted that many messages.</summary>
    internal Task Expect(int count)
    {
        _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _count, 0);
        Volatile.Write(ref _wanted, count);
        return _reached.Task;
    }

    internal void Add(string? message = null)
    {
        if (KeepsTimes && message is not null)
            _times.TryAdd(message, Stopwatch.GetTimestamp());

        if (Interlocked.Increment(ref _count) == Volatile.Read(ref _wanted))
            _reached.TrySetResult();
    }

    /// <summary>Returns when a message was given to a handler the first time, as a timestamp; null if it was not.</summary>
    internal long? TimeOf(string message) => _times.TryGetValue(message, out var time) ? time : null;
}

/// <summary>Counts messages, and does nothing else.</summary>
internal sealed class CountingHandler(DeliveryCount count) : IChangeHandler<MessageSent>
{
    public Task HandleAsync(ChangeContext<MessageSent> context, CancellationToken cancellationToken)
    {
        if (context.Message is null)
            throw new InvalidOperationException("The message is missing.");

        count.Add(context.Change.MessageId.Value);
        return Task.CompletedTask;
    }
}
