namespace Conversations;

/// <summary>Calls a handler with the kind of change that it implements. The kinds are known, so no type is made at run time.</summary>
internal sealed record ChangeDispatch(Type Kind, Func<Type, bool> IsImplementedBy, Func<object, Delivery, CancellationToken, Task> CallAsync)
{
    /// <summary>All kinds and their bases, the most special first.</summary>
    private static readonly ChangeDispatch[] _all =
    [
        Of<ConversationCreated>(), Of<ConversationUpdated>(), Of<ConversationDeleted>(),
        Of<ParticipantAdded>(), Of<ParticipantUpdated>(), Of<ParticipantRemoved>(),
        Of<MessageSent>(), Of<MessageEdited>(), Of<MessageDeleted>(),
        Of<ReactionAdded>(), Of<ReactionRemoved>(),
        Of<NotificationTriggered>(),
        Of<ReactionChange>(), Of<MessageChange>(), Of<Change>(),
    ];

    /// <summary>Gets the types of changes.</summary>
    internal static IReadOnlyList<Type> Types { get; } = [.. _all.Select(one => one.Kind).Where(kind => kind.IsSealed)];

    /// <summary>Returns the ways in which a type of handler can be called.</summary>
    internal static IReadOnlyList<ChangeDispatch> For(Type handler) => [.. _all.Where(one => one.IsImplementedBy(handler))];

    internal static ChangeDispatch Of<TChange>()
        where TChange : Change => new(
            typeof(TChange),
            static type => type.IsAssignableTo(typeof(IChangeHandler<TChange>)),
            static (handler, delivery, cancellationToken) => ((IChangeHandler<TChange>)handler).HandleAsync(
                new((TChange)delivery.Change, delivery.Id, delivery.Attempt)
                {
                    Conversation = delivery.Conversation,
                    Message = delivery.Message,
                    Users = delivery.Users,
                },
                cancellationToken));
}
