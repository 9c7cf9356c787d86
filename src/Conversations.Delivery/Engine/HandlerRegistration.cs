namespace Conversations;

/// <summary>A change handler that the app added.</summary>
internal sealed class HandlerRegistration
{
    internal const int MaxNameLength = 100;

    private readonly IReadOnlyList<ChangeDispatch> _dispatches;

    internal HandlerRegistration(string name, Type type, ChangeHandlerOptions options)
    {
        (Name, Type, Options) = (name, type, options);
        _dispatches = ChangeDispatch.For(type);
        if (_dispatches.Count == 0)
            throw new ArgumentException($"{type} is no change handler. Implement IChangeHandler<TChange> for a kind of change, or for Change.", nameof(type));

        foreach (var kind in options.Kinds)
        {
            if (!_dispatches.Any(one => kind.IsAssignableTo(one.Kind) || one.Kind.IsAssignableTo(kind)))
                throw new ArgumentException($"{type} handles no {kind.Name}. Implement IChangeHandler<{kind.Name}>.", nameof(options));
        }

        var types = ChangeDispatch.MessageTypes.Where(Handles).ToArray();
        MessagesOf = types.Length == ChangeDispatch.MessageTypes.Count ? null : types;
    }

    internal string Name { get; }

    internal Type Type { get; }

    internal ChangeHandlerOptions Options { get; }

    /// <summary>Gets the types of the changes that the handler gets with a message, or null if these are all that have one.</summary>
    internal IReadOnlyCollection<Type>? MessagesOf { get; }

    /// <summary>Tells whether the handler gets a change.</summary>
    internal bool Handles(Change change) => Handles(change.GetType());

    /// <summary>Calls an instance of the handler by its most special interface.</summary>
    internal Task CallAsync(object handler, Delivery delivery, CancellationToken cancellationToken) =>
        Find(delivery.Change.GetType())!.CallAsync(handler, delivery, cancellationToken);

    private bool Handles(Type type) => Find(type) is not null && (Options.Kinds.Count == 0 || Options.Kinds.Any(kind => kind.IsAssignableFrom(type)));

    private ChangeDispatch? Find(Type type) => _dispatches.FirstOrDefault(one => one.Kind.IsAssignableFrom(type));
}
