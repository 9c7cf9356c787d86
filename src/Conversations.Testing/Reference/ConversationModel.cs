using System.Collections.Immutable;

namespace Conversations.Decisions;

/// <summary>A whole conversation as one immutable value: the domain without a store, and the reference for every store.</summary>
/// <remarks>
/// A command is decided with the facts of a model, and the commit of the decision is applied to the model. After the same commands,
/// a store must return what the model returns.
/// </remarks>
public sealed partial record ConversationModel
{
    private ConversationModel(ConversationId id) => Id = id;

    private ImmutableDictionary<UserId, Membership> Memberships { get; init; } = ImmutableDictionary<UserId, Membership>.Empty;

    private ImmutableSortedDictionary<long, Message> Messages { get; init; } = ImmutableSortedDictionary<long, Message>.Empty;

    private ImmutableDictionary<MessageId, MessageSlot> Slots { get; init; } = ImmutableDictionary<MessageId, MessageSlot>.Empty;

    private ImmutableList<(long Sequence, Reactor Reactor)> Reactions { get; init; } = [];

    private ConversationSettings? Settings { get; init; }

    private DateTimeOffset CreatedAt { get; init; }

    private DateTimeOffset? LastActivityAt { get; init; }

    /// <summary>Gets the time of the last message that was sent, not imported, even if it was deleted.</summary>
    private DateTimeOffset? LastSentAt { get; init; }

    private long LastSequence { get; init; }

    /// <summary>Gets the last sequence of the conversation that was deleted under the same id; 0 if there was none.</summary>
    private long BeganAfter { get; init; }

    private long SettingsVersion { get; init; }

    /// <summary>Gets the id.</summary>
    public ConversationId Id { get; }

    /// <summary>Gets the version of the last change, also of a change that deleted the conversation; 0 if there was no change.</summary>
    public long Version { get; private init; }

    /// <summary>Gets the log. After a delete it begins with the <see cref="ConversationDeleted"/>.</summary>
    public ImmutableList<Change> Log { get; private init; } = [];

    /// <summary>Creates the model of a conversation that never existed.</summary>
    /// <param name="id">The id of the conversation.</param>
    /// <returns>The model.</returns>
    /// <exception cref="ArgumentException">The id is <c>default</c>.</exception>
    public static ConversationModel Of(ConversationId id) =>
        id == default ? throw new ArgumentException("An id is expected, but the value is default, which contains no id.", nameof(id)) : new(id);

    /// <summary>Checks a command, decides it and applies its commit.</summary>
    /// <param name="command">The command.</param>
    /// <param name="context">The time and the limits.</param>
    /// <returns>The model afterwards and the outcome, which is null if the command changes nothing.</returns>
    /// <exception cref="ArgumentNullException">The command is null.</exception>
    /// <exception cref="ArgumentException">The command is about another conversation, or one of its ids is <c>default</c>.</exception>
    /// <exception cref="ConversationsException">The command is refused.</exception>
    public (ConversationModel Next, CommitOutcome? Outcome) Execute(ConversationCommand command, in DecisionContext context)
    {
        ArgumentNullException.ThrowIfNull(command);
        CheckIsOwn(command.ConversationId, nameof(command));
        command.Check(context);
        return command.Decide(Facts(command.Needs), context) is { } commit ? Apply(commit) : (this, null);
    }

    private void CheckIsOwn(ConversationId id, string parameter)
    {
        if (id != Id)
            throw new ArgumentException("The argument is about another conversation than this model. Use the model of that conversation.", parameter);
    }
}
