namespace Conversations;

/// <summary>A type of webhook: its name, and the kind of change that it tells of.</summary>
/// <param name="Name">The value of <c>type</c> in the body.</param>
/// <param name="Kind">The kind of change.</param>
/// <param name="LetHandle">Lets a handler get this kind of change.</param>
internal sealed record WebhookType(string Name, Type Kind, Action<ChangeHandlerOptions> LetHandle)
{
    private static readonly WebhookType[] _all =
    [
        Of<ConversationCreated>("conversation.created"), Of<ConversationUpdated>("conversation.updated"), Of<ConversationDeleted>("conversation.deleted"),
        Of<ParticipantAdded>("participant.added"), Of<ParticipantUpdated>("participant.updated"), Of<ParticipantRemoved>("participant.removed"),
        Of<MessageSent>("message.sent"), Of<MessageEdited>("message.updated"), Of<MessageDeleted>("message.deleted"),
        Of<ReactionAdded>("reaction.added"), Of<ReactionRemoved>("reaction.removed"),
        Of<NotificationTriggered>("notification.triggered"),
    ];

    private static readonly Dictionary<Type, string> _names = _all.ToDictionary(type => type.Kind, type => type.Name);

    internal static IReadOnlyList<WebhookType> All => _all;

    /// <summary>Returns the type that has a name, or null if no type has it.</summary>
    internal static WebhookType? Find(string? name) => Array.Find(_all, type => type.Name == name);

    internal static string NameOf(Change change) => _names[change.GetType()];

    private static WebhookType Of<TChange>(string name)
        where TChange : Change => new(name, typeof(TChange), static handler => handler.Handles<TChange>());
}
