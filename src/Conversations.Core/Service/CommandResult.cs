using Conversations.Decisions;

namespace Conversations;

/// <summary>
/// Represents the result of a command: the last commit and its outcome. Both are null if the command changed nothing.
/// </summary>
internal readonly struct CommandResult(Commit? commit, CommitOutcome? outcome)
{
    internal Commit? Commit => commit;

    internal CommitOutcome? Outcome => outcome;

    internal bool IsStored => Outcome is CommitOutcome.Stored;

    internal bool Created => IsStored && Commit!.Change is ConversationCreated;
}
