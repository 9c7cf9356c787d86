using Conversations.Storage;

namespace Conversations;

/// <summary>How a command ended: what was committed last, and what became of it. Both null = there was nothing to alter.</summary>
internal readonly record struct Completion(Commit? Commit, CommitOutcome? Outcome)
{
    internal bool IsStored => Outcome is CommitOutcome.Stored;

    internal bool Created => IsStored && Commit!.Change is ConversationCreated;
}
