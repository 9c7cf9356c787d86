using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Testing;

/// <summary>Stands before a store, and counts for each caller how often the store was asked to commit.</summary>
[SuppressMessage("Performance", "CA1852", Justification = "The runtime derives the proxy from this class.")]
internal class CommitCounter : DispatchProxy
{
    private static readonly AsyncLocal<StrongBox<int>?> _tries = new();
    private IConversationStore _store = null!;

    /// <summary>Puts a counter before the store that is registered.</summary>
    internal static void Register(IServiceCollection services)
    {
        var registered = services.Last(service => service.ServiceType == typeof(IConversationStore));
        services.AddSingleton(provider =>
        {
            var store = registered.ImplementationInstance ?? registered.ImplementationFactory?.Invoke(provider)
                ?? ActivatorUtilities.CreateInstance(provider, registered.ImplementationType!);
            var counter = Create<IConversationStore, CommitCounter>();
            ((CommitCounter)(object)counter)._store = (IConversationStore)store;
            return counter;
        });
    }

    /// <summary>Runs a call and returns how often it asked the store to commit.</summary>
    internal static async Task<int> CountAsync(Func<Task> call)
    {
        var tries = new StrongBox<int>();
        _tries.Value = tries;
        await call();
        return Volatile.Read(ref tries.Value);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(IConversationStore.CommitAsync) && _tries.Value is { } tries)
            Interlocked.Increment(ref tries.Value);

        return targetMethod.Invoke(_store, BindingFlags.DoNotWrapExceptions, null, args, null);
    }
}
