using System.Reflection;
using Conversations.Storage;

namespace Conversations.Histories.Deliveries;

/// <summary>A store whose calls pass through a function.</summary>
public class StoreProxy : DispatchProxy
{
    private Func<MethodInfo, object?[], Func<object?>, object?> _call = null!;
    private IConversationStore _inner = null!;

    /// <summary>Returns a store that gives each call to a function, together with what the inner store would do.</summary>
    public static IConversationStore On(IConversationStore inner, Func<MethodInfo, object?[], Func<object?>, object?> call)
    {
        var store = inner is IStoreClock ? (IConversationStore)Create<IClockedStore, StoreProxy>() : Create<IUnclockedStore, StoreProxy>();
        (((StoreProxy)(object)store)._inner, ((StoreProxy)(object)store)._call) = (inner, call);
        return store;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _call(
        targetMethod!,
        args ?? [],
        () => targetMethod!.Invoke(_inner, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null));

    /// <summary>What a store of a database server is.</summary>
    public interface IClockedStore : IConversationStore, IWatchStore, IStoreClock;

    /// <summary>What another store is.</summary>
    public interface IUnclockedStore : IConversationStore, IWatchStore;
}
