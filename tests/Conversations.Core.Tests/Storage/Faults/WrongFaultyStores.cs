using System.Collections.Concurrent;
using Conversations.Decisions;
using Conversations.Storage;
using static Conversations.Decisions.CommitOutcome;

namespace Conversations.Tests.Storage.Faults;

/// <summary>Writes the rows of a commit, and fails before its change is in the log, as a store without a transaction does.</summary>
internal sealed class FailsBeforeItsLog : FaultyStore
{
    private readonly ConcurrentDictionary<(ConversationId Id, long Version), bool> _missing = [];

    public override async Task<ChangeSlice> ListChangesAsync(ConversationId id, long after, int limit, CancellationToken cancellationToken = default)
    {
        var slice = await base.ListChangesAsync(id, after, limit, cancellationToken);
        return new([.. slice.Changes.Where(change => !_missing.ContainsKey((id, change.Version)))], slice.IsPruned);
    }

    protected override async Task<CommitOutcome> FailAfterAsync(Commit commit)
    {
        if (await ApplyAsync(commit) is Stored stored)
            _missing[(commit.Change.ConversationId, stored.Version)] = true;

        return new Failed(new OutcomeUnknownException(commit.Message?.Id));
    }
}

/// <summary>Writes the log of a commit, and fails before its message is there.</summary>
internal sealed class FailsBeforeItsRows : FaultyStore
{
    private readonly ConcurrentDictionary<MessageId, bool> _missing = [];

    public override async Task<IReadOnlyList<Message>?> ListMessagesAsync(MessageWindow window, CancellationToken cancellationToken = default) =>
        (await base.ListMessagesAsync(window, cancellationToken))?.Where(message => !_missing.ContainsKey(message.Id)).ToList();

    protected override Task<CommitOutcome> FailAfterAsync(Commit commit)
    {
        if (commit.Message is { } message)
            _missing[message.Id] = true;

        return base.FailAfterAsync(commit);
    }
}

/// <summary>Writes the rows and the log of a commit, and fails before the counters of the conversation.</summary>
internal sealed class FailsBeforeItsCounters(Func<Conversation, Conversation> without) : FaultyStore
{
    private readonly ConcurrentDictionary<ConversationId, bool> _missing = [];

    public override async Task<StoredConversation?> FindConversationAsync(
        ConversationId id, UserId? viewer, CancellationToken cancellationToken = default)
    {
        var stored = await base.FindConversationAsync(id, viewer, cancellationToken);
        return stored is not null && _missing.ContainsKey(id) ? new(without(stored.Conversation), stored.Viewer) : stored;
    }

    protected override Task<CommitOutcome> FailAfterAsync(Commit commit)
    {
        _missing[commit.Change.ConversationId] = true;
        return base.FailAfterAsync(commit);
    }
}

/// <summary>Writes the message of a commit, and fails before the read position of its sender.</summary>
internal sealed class FailsBeforeTheReadPosition : FaultyStore
{
    private readonly ConcurrentDictionary<ConversationId, bool> _missing = [];

    public override async Task<IReadOnlyList<Participant>?> ListParticipantsAsync(
        ParticipantWindow window, CancellationToken cancellationToken = default) =>
        (await base.ListParticipantsAsync(window, cancellationToken))
            ?.Select(one => _missing.ContainsKey(window.ConversationId) ? one with { ReadUpTo = 0 } : one)
            .ToList();

    protected override Task<CommitOutcome> FailAfterAsync(Commit commit)
    {
        if (commit.Message is not null)
            _missing[commit.Change.ConversationId] = true;

        return base.FailAfterAsync(commit);
    }
}

/// <summary>Lets the exception of its driver through.</summary>
internal sealed class ThrowsBareErrors : FaultyStore
{
    protected override Task<CommitOutcome> FailBeforeAsync(Commit commit) => throw new TimeoutException("The driver has lost its connection.");
}

/// <summary>Says that nothing was written, although the commit is stored and only its answer is lost.</summary>
internal sealed class SaysThatNothingWasWritten : FaultyStore
{
    protected override async Task<CommitOutcome> FailAfterAsync(Commit commit)
    {
        await ApplyAsync(commit);
        return new Failed(Refusal());
    }
}

/// <summary>Does not say which message may have been stored.</summary>
internal sealed class NamesNoMessage : FaultyStore
{
    protected override async Task<CommitOutcome> FailAfterAsync(Commit commit)
    {
        await ApplyAsync(commit);
        return new Failed(new OutcomeUnknownException(null));
    }
}

/// <summary>Names a message, although the commit sends none.</summary>
internal sealed class NamesAMessageOfNoSend : FaultyStore
{
    protected override async Task<CommitOutcome> FailAfterAsync(Commit commit)
    {
        await ApplyAsync(commit);
        return new Failed(new OutcomeUnknownException(commit.Message?.Id ?? new("other")));
    }
}

/// <summary>Acknowledges a commit that a fault prevented.</summary>
internal sealed class AcknowledgesWhatFailed : FaultyStore
{
    protected override Task<CommitOutcome> FailBeforeAsync(Commit commit) => Task.FromResult<CommitOutcome>(
        new Stored(1, commit.Message?.At(commit.Change.ConversationId, 1, commit.Change.At)));
}

/// <summary>Acknowledges a message before it is durable: a fault takes away the last one.</summary>
internal sealed class LosesTheLastMessage : FaultyStore
{
    private readonly ConcurrentDictionary<MessageId, bool> _lost = [];
    private MessageId? _last;

    internal override void Break()
    {
        if (_last is { } last)
            _lost[last] = true;

        base.Break();
    }

    public override async Task<Message?> FindMessageAsync(
        ConversationId id, MessageId messageId, UserId? viewer, CancellationToken cancellationToken = default) =>
        _lost.ContainsKey(messageId) ? null : await base.FindMessageAsync(id, messageId, viewer, cancellationToken);

    protected override Task<CommitOutcome> ApplyAsync(Commit commit)
    {
        _last = commit.Message?.Id;
        return base.ApplyAsync(commit);
    }
}

/// <summary>Stores a message again under another id if it is sent again after its answer was lost.</summary>
internal sealed class StoresTwiceOnRetry : FaultyStore
{
    protected override async Task<CommitOutcome> ApplyAsync(Commit commit)
    {
        var outcome = await base.ApplyAsync(commit);
        if (outcome is not MessageExists)
            return outcome;

        var id = MessageId.New();
        return await base.ApplyAsync(
            commit.With(one => one.Change, (MessageSent)commit.Change with { MessageId = id }).With(one => one.Message, commit.Message!.With(one => one.Id, id)));
    }
}

/// <summary>Stores every commit again whose answer was lost, so that a participant joins or a message is edited twice.</summary>
internal sealed class RepeatsByItself : FaultyStore
{
    protected override async Task<CommitOutcome> FailAfterAsync(Commit commit)
    {
        await ApplyAsync(commit);
        return await ApplyAsync(commit.With(one => one.Preconditions, default));
    }
}

/// <summary>Serves no write any more after its first fault.</summary>
internal sealed class StaysBroken : FaultyStore
{
    private bool _isBroken;

    protected override Task<CommitOutcome> FailBeforeAsync(Commit commit)
    {
        _isBroken = true;
        return base.FailBeforeAsync(commit);
    }

    protected override Task<CommitOutcome> ApplyAsync(Commit commit) => _isBroken ? FailBeforeAsync(commit) : base.ApplyAsync(commit);
}

/// <summary>Refuses a message that is sent again, as one whose id is taken.</summary>
internal sealed class RefusesARetry : FaultyStore
{
    protected override async Task<CommitOutcome> ApplyAsync(Commit commit)
    {
        var outcome = await base.ApplyAsync(commit);
        return outcome is MessageExists ? new Failed(new MessageConflictException(commit.Change.ConversationId, commit.Message!.Id)) : outcome;
    }
}

/// <summary>Answers reads with nothing after a fault, instead of an exception.</summary>
internal sealed class ReadsNothingAfterAFault : FaultyStore
{
    private int _reads;

    internal override void Break()
    {
        _reads = 3;
        base.Break();
    }

    public override async Task<Message?> FindMessageAsync(
        ConversationId id, MessageId messageId, UserId? viewer, CancellationToken cancellationToken = default) =>
        Interlocked.Decrement(ref _reads) >= 0 ? null : await base.FindMessageAsync(id, messageId, viewer, cancellationToken);
}
