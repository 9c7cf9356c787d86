using Microsoft.Extensions.DependencyInjection;

namespace Conversations;

/// <summary>A change handler that the app added.</summary>
internal sealed class HandlerRegistration
{
    internal const int MaxNameLength = 100;

    private readonly IReadOnlyList<ChangeDispatch> _dispatches;
    private readonly Func<IServiceProvider, object> _create;

    /// <summary>Registers a handler that is called by each interface of a type.</summary>
    internal HandlerRegistration(string name, Type type, ChangeHandlerOptions options)
        : this(name, type.ToString(), provider => provider.GetRequiredService(type), ChangeDispatch.For(type), options)
    {
    }

    /// <summary>Registers a handler that a function creates.</summary>
    internal HandlerRegistration(
        string name, string type, Func<IServiceProvider, object> create, IReadOnlyList<ChangeDispatch> dispatches, ChangeHandlerOptions options)
    {
        (Name, Options, _create, _dispatches) = (name, options, create, dispatches);
        if (options.Problems().ToList() is { Count: > 0 } problems)
            throw new ArgumentException(string.Join(" ", problems), nameof(options));
        if (dispatches.Count == 0)
            throw new ArgumentException($"{type} is no change handler. Implement IChangeHandler<TChange> for a kind of change, or for Change.", nameof(type));

        foreach (var kind in options.Kinds)
        {
            if (!dispatches.Any(one => kind.IsAssignableTo(one.Kind) || one.Kind.IsAssignableTo(kind)))
                throw new ArgumentException($"{type} handles no {kind.Name}. Implement IChangeHandler<{kind.Name}>.", nameof(options));
        }

        var types = ChangeDispatch.MessageTypes.Where(type => options.NeedsContent && Handles(type)).ToArray();
        MessagesOf = types.Length == ChangeDispatch.MessageTypes.Count ? null : types;
    }

    internal string Name { get; }

    internal ChangeHandlerOptions Options { get; }

    /// <summary>Gets the types of the changes that the handler gets with a message, or null if these are all that have one.</summary>
    internal IReadOnlyCollection<Type>? MessagesOf { get; }

    /// <summary>Tells whether the handler gets a change.</summary>
    internal bool Handles(Change change) => Handles(change.GetType());

    /// <summary>Creates the handler in a scope, and calls it by its most special interface.</summary>
    internal Task CallAsync(IServiceProvider provider, Delivery delivery, CancellationToken cancellationToken) =>
        Find(delivery.Change.GetType())!.CallAsync(_create(provider), delivery, cancellationToken);

    private bool Handles(Type type) => Find(type) is not null && (Options.Kinds.Count == 0 || Options.Kinds.Any(kind => kind.IsAssignableFrom(type)));

    private ChangeDispatch? Find(Type type) => _dispatches.FirstOrDefault(one => one.Kind.IsAssignableFrom(type));
}
