using System.Diagnostics;
using System.Reflection;
using Conversations.Storage;
using Conversations.Storage.InMemory;

namespace Conversations.Watching;

/// <summary>Passes calls on to a store in memory, counts what the watches ask for, and fails if it is told to.</summary>
public class CountingStore : DispatchProxy
{
    private readonly InMemoryConversationStore _inner = new();
    private int _reads;
    private int _versions;
    private int _taken;
    private TaskCompletionSource _held = new();

    public CountingStore() => _held.SetResult();

    /// <summary>Gets or sets the exception that readings throw, or null.</summary>
    internal Exception? Failure { get; set; }

    /// <summary>Gets or sets the conversation whose readings fail; null for all.</summary>
    internal ConversationId? FailsFor { get; set; }

    /// <summary>Gets or sets whether readings of logs fail.</summary>
    internal bool FailsReads { get; set; } = true;

    /// <summary>Gets or sets whether looks at versions fail.</summary>
    internal bool FailsLooks { get; set; }

    internal int Reads => Volatile.Read(ref _reads);

    internal int Versions => Volatile.Read(ref _versions);

    /// <summary>Gets the number of events that the watches of the test took.</summary>
    internal int Taken => Volatile.Read(ref _taken);

    internal List<Activity> Activities { get; } = [];

    internal void CountTaken() => Interlocked.Increment(ref _taken);

    /// <summary>Lets readings wait.</summary>
    internal void Hold() => _held = new();

    internal void Release() => _held.SetResult();

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        ArgumentNullException.ThrowIfNull(targetMethod);
        if (targetMethod.Name == nameof(IWatchStore.ReadContentAsync))
            return ReadAsync((IReadOnlyList<DeliveryRange>)args![0]!, _held.Task);

        if (targetMethod.Name == nameof(IWatchStore.ReadVersionsAsync))
        {
            Interlocked.Increment(ref _versions);
            if (FailsLooks && Failure is { } failure)
                return Task.FromException<IReadOnlyDictionary<ConversationId, long>>(failure);
        }

        return targetMethod.Invoke(_inner, args);
    }

    private async Task<IReadOnlyList<DeliveryContent>> ReadAsync(IReadOnlyList<DeliveryRange> ranges, Task held)
    {
        Interlocked.Increment(ref _reads);
        if (Activity.Current is { } activity)
            Activities.Add(activity);

        await held;
        return FailsReads && Failure is { } failure && (FailsFor is null || ranges.Any(range => range.ConversationId == FailsFor))
            ? throw failure
            : await _inner.ReadContentAsync(ranges);
    }
}
