using System.Collections.Concurrent;
using System.Reflection;
using Conversations.Storage;
using Conversations.Storage.InMemory;

namespace Conversations.Watching;

/// <summary>Passes calls on to a store in memory that several hosts share, and lets the calls of one host wait or fail.</summary>
public class GatedStore : DispatchProxy
{
    private int _said;

    internal InMemoryConversationStore Inner { get; set; } = null!;

    /// <summary>Gets or sets what a call that finds members or reads changes waits for, by its name.</summary>
    internal Func<string, Task> Before { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Gets or sets the exception that readings of changes throw, or null.</summary>
    internal Exception? Failure { get; set; }

    /// <summary>Gets the names of the calls of the host, in order, without those that find out whom to tell what is not stored.</summary>
    internal ConcurrentQueue<string> Calls { get; } = [];

    /// <summary>Gets how often the host said that it watches.</summary>
    internal int Said => Volatile.Read(ref _said);

    /// <summary>Gets what wakes the host, or null if it does not listen.</summary>
    internal Action? Woken { get; private set; }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        // Who is online is told apart from changes.
        if (args?.OfType<IReadOnlyList<DeliveryRange>>().FirstOrDefault()?.Any(range => range.After == long.MaxValue) != true)
            Calls.Enqueue(targetMethod!.Name);

        switch (targetMethod!.Name)
        {
            case nameof(IWatchStore.FindMembersAsync):
                return FindMembersAsync((IReadOnlyList<DeliveryRange>)args![0]!, (IReadOnlyCollection<UserId>)args[1]!);
            case nameof(IWatchStore.ReadContentAsync):
                return ReadContentAsync((IReadOnlyList<DeliveryRange>)args![0]!);
            case nameof(IWatchWakeUps.SayWatchingAsync):
                if ((TimeSpan)args![1]! > TimeSpan.Zero)
                    Interlocked.Increment(ref _said);

                return Task.CompletedTask;
            case nameof(IWatchWakeUps.TellAsync):
                return Task.FromResult(false);
            case nameof(IWatchWakeUps.ReadNotesAsync):
                return Task.FromResult<IReadOnlyList<WatchNote>>([]);
            case nameof(IWatchWakeUps.FindOnlineAsync):
                return Task.FromResult<IReadOnlyList<UserId>>([]);
            case nameof(IWatchWakeUps.ListenToNotesAsync):
                return ListenAsync((Action)args![1]!, (CancellationToken)args[2]!);
            default:
                return targetMethod.Invoke(Inner, args);
        }
    }

    private async Task<IReadOnlyList<WatchingMember>> FindMembersAsync(IReadOnlyList<DeliveryRange> ranges, IReadOnlyCollection<UserId> users)
    {
        await Before(nameof(FindMembersAsync));
        return await Inner.FindMembersAsync(ranges, users);
    }

    private async Task<IReadOnlyList<DeliveryContent>> ReadContentAsync(IReadOnlyList<DeliveryRange> ranges)
    {
        await Before(nameof(ReadContentAsync));
        return Failure is { } failure ? throw failure : await Inner.ReadContentAsync(ranges);
    }

    private async Task ListenAsync(Action woken, CancellationToken cancellationToken)
    {
        Woken = woken;
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            Woken = null;
        }
    }
}
