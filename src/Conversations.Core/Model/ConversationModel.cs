using System.Collections.Immutable;
using Conversations.Storage;

namespace Conversations;

/// <summary>A whole conversation as one immutable value: the domain without a store, and the oracle for every store.</summary>
/// <remarks>
/// A command is decided against the facts of a model, and the commit that it gives is applied to the model. A store must
/// answer, after the same commands, what the model answers.
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

    private long LastSequence { get; init; }

    private long SettingsVersion { get; init; }

    /// <summary>Gets the id.</summary>
    public ConversationId Id { get; }

    /// <summary>Gets the number of the last change, also of one that deleted the conversation; 0 = there never was one.</summary>
    public long Version { get; private init; }

    /// <summary>Gets the log; after a delete it begins with the change that says so.</summary>
    public ImmutableList<Change> Log { get; private init; } = [];

    /// <summary>Begins with a conversation that never existed.</summary>
    /// <param name="id">The id that it will have.</param>
    /// <returns>The model.</returns>
    public static ConversationModel Of(ConversationId id) => new(id.Required());

    /// <summary>Checks, decides and applies a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="context">The time and the limits.</param>
    /// <returns>The model afterwards and what became of the command; a null outcome = it altered nothing.</returns>
    /// <exception cref="ArgumentException">The command is about another conversation.</exception>
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
            throw new ArgumentException("It is about another conversation than the model.", parameter);
    }
}
