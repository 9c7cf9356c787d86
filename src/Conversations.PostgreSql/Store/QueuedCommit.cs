using Conversations.Storage;

namespace Conversations;

/// <summary>A commit that waits to be written.</summary>
internal sealed class QueuedCommit(Commit commit, CancellationToken cancellationToken) : IQueuedWrite
{
    private const int Waits = 0;
    private const int IsHandedOn = 1;
    private const int IsOver = 2;
    private int _state;

    internal Commit Commit => commit;

    internal ConversationId ConversationId => commit.Change.ConversationId;

    internal CancellationToken CancellationToken => cancellationToken;

    /// <summary>Gets or sets whether an earlier try may have stored it, as its answer was lost.</summary>
    internal bool MayBeStored { get; set; }

    MessageId? IQueuedWrite.MessageId => commit.Message?.Id;

    /// <summary>Says that it is being written now.</summary>
    internal void HandOn() => Interlocked.CompareExchange(ref _state, IsHandedOn, Waits);

    /// <summary>Says that it was given up; true = while it waited.</summary>
    internal bool GiveUp() => Interlocked.CompareExchange(ref _state, IsOver, Waits) == Waits;

    /// <summary>Says that it was written; true = it was not given up before.</summary>
    internal bool End() => Interlocked.Exchange(ref _state, IsOver) == IsHandedOn;
}
