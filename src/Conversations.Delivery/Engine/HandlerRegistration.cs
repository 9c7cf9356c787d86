using System.Collections.Frozen;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations;

/// <summary>A change handler that the app added.</summary>
internal sealed class HandlerRegistration
{
    internal const int MaxNameLength = 100;

    /// <summary>How the handler is called, by the type of the change that it gets.</summary>
    private readonly FrozenDictionary<Type, ChangeDispatch> _dispatches;
    private readonly object _handler;

    /// <summary>Registers a handler that is called by each interface of a type. The services of a scope create it for each delivery.</summary>
    internal HandlerRegistration(string name, Type type, ChangeHandlerOptions options)
        : this(name, type.ToString(), type, ChangeDispatch.For(type), options)
    {
    }

    /// <summary>Registers a handler that serves all deliveries.</summary>
    internal HandlerRegistration(string name, object handler, ChangeDispatch dispatch, ChangeHandlerOptions options)
        : this(name, $"The handler '{name}'", handler, [dispatch], options)
    {
    }

    private HandlerRegistration(string name, string type, object handler, IReadOnlyList<ChangeDispatch> dispatches, ChangeHandlerOptions options)
    {
        (Name, Options, _handler) = (name, options, handler);
        if (options.Problems().ToList() is { Count: > 0 } problems)
            throw new ArgumentException(string.Join(" ", problems), nameof(options));
        if (dispatches.Count == 0)
            throw new ArgumentException($"{type} is no change handler. Implement IChangeHandler<TChange> for a kind of change, or for Change.", nameof(type));

        foreach (var kind in options.Kinds)
        {
            if (!dispatches.Any(one => kind.IsAssignableTo(one.Kind) || one.Kind.IsAssignableTo(kind)))
                throw new ArgumentException($"{type} handles no {kind.Name}. Implement IChangeHandler<{kind.Name}>.", nameof(options));
        }

        _dispatches = ChangeDispatch.Types.Where(kind => options.Kinds.Count == 0 || options.Kinds.Any(asked => asked.IsAssignableFrom(kind)))
            .Select(kind => (Kind: kind, Dispatch: dispatches.FirstOrDefault(one => one.Kind.IsAssignableFrom(kind))))
            .Where(one => one.Dispatch is not null)
            .ToFrozenDictionary(one => one.Kind, one => one.Dispatch!);

        // A deletion tells that what was before it is not lost, but dropped.
        var types = ChangeDispatch.Types.Where(type => Handles(type) || type == typeof(ConversationDeleted)).ToArray();
        Kinds = types.Length == ChangeDispatch.Types.Count ? null : types;
    }

    internal string Name { get; }

    internal ChangeHandlerOptions Options { get; }

    /// <summary>Gets the types of the changes that are read for the handler, or null for all.</summary>
    internal IReadOnlyCollection<Type>? Kinds { get; }

    /// <summary>Tells whether the handler gets a change.</summary>
    internal bool Handles(Change change) => Handles(change.GetType());

    /// <summary>Calls the handler by its most special interface. If it is a type, it is created in a scope of the delivery.</summary>
    internal Task CallAsync(IServiceScopeFactory scopes, Delivery delivery, CancellationToken cancellationToken)
    {
        var dispatch = _dispatches[delivery.Change.GetType()];
        return _handler is Type type ? CallAsync(dispatch, type, scopes, delivery, cancellationToken) : dispatch.CallAsync(_handler, delivery, cancellationToken);
    }

    private static async Task CallAsync(ChangeDispatch dispatch, Type type, IServiceScopeFactory scopes, Delivery delivery, CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
            await dispatch.CallAsync(scope.ServiceProvider.GetRequiredService(type), delivery, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Tells whether the handler gets a type of change.</summary>
    internal bool Handles(Type type) => _dispatches.ContainsKey(type);
}
