using Conversations.Decisions;
using Conversations.Storage;
using Conversations.Storage.InMemory;
using static Conversations.Decisions.CommitOutcome;

namespace Conversations.Tests.Storage;

/// <summary>
/// Does not move the read position of the sender: it lists each participant with the read position from joining.
/// </summary>
internal sealed class ForgetsReadPosition() : ForwardingStore(new InMemoryConversationStore())
{
    public override async Task<IReadOnlyList<Participant>?> ListParticipantsAsync(
        ParticipantWindow window, CancellationToken cancellationToken = default) =>
        (await base.ListParticipantsAsync(window, cancellationToken))?.Select(one => one with { ReadUpTo = one.JoinedAfter }).ToList();
}

/// <summary>
/// Reuses the sequence of a deleted message for the next message, as a store that takes MAX + 1 of the existing rows
/// would.
/// </summary>
internal sealed class ReusesSequences() : ForwardingStore(new InMemoryConversationStore())
{
    public override async Task<IReadOnlyList<Message>?> ListMessagesAsync(MessageWindow window, CancellationToken cancellationToken = default)
    {
        var all = await base.ListMessagesAsync(
            new() { ConversationId = window.ConversationId, Viewer = window.Viewer, Limit = int.MaxValue }, cancellationToken);
        var renumbered = all?.Select((message, i) => message with { Sequence = i + 1 })
            .Where(message => message.Sequence >= window.From && message.Sequence <= window.To);
        return (window.Descending ? renumbered?.Reverse() : renumbered)?.Take(window.Limit).ToList();
    }
}

/// <summary>
/// Checks participants but not versions, revisions and counts, so concurrent calls race as they would without
/// transactions.
/// </summary>
internal sealed class IgnoresVersions() : ForwardingStore(new InMemoryConversationStore())
{
    public override Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<Commit> commits, CancellationToken cancellationToken = default) =>
        base.CommitAsync(
            [.. commits.Select(one => one.With(one => one.Preconditions, one.Preconditions with { SettingsVersion = null, Revision = null, EmojiCount = null, Emoji = null, AbsentEmoji = null }))],
            cancellationToken);

    public override async Task<ConversationFacts> ReadFactsAsync(FactsQuery query, CancellationToken cancellationToken = default)
    {
        var facts = await base.ReadFactsAsync(query, cancellationToken);
        await Task.Yield();
        return facts;
    }
}

/// <summary>Checks the sender's access before it writes, and not in the same step.</summary>
internal sealed class AsksBeforeItWrites() : ForwardingStore(new InMemoryConversationStore())
{
    public override async Task<IReadOnlyList<CommitOutcome>> CommitAsync(
        IReadOnlyList<Commit> commits, CancellationToken cancellationToken = default)
    {
        var commit = commits[0];
        if (commit.Message is null || commit.Preconditions.Participant is not { } sender)
            return await base.CommitAsync(commits, cancellationToken);

        var facts = await ReadFactsAsync(new() { ConversationId = commit.Change.ConversationId, Users = [sender] }, cancellationToken);
        if (facts.Participant(sender)?.Access != commit.Preconditions.Access)
            return [Stale.Instance];

        await Task.Yield();
        return await base.CommitAsync([commit.With(one => one.Preconditions, default)], cancellationToken);
    }
}

/// <summary>Acknowledges every hundredth message without storing it.</summary>
internal sealed class LosesMessages() : ForwardingStore(new InMemoryConversationStore())
{
    private int _count;

    public override Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<Commit> commits, CancellationToken cancellationToken = default)
    {
        if (commits[0].Message is not { } message || Interlocked.Increment(ref _count) % 100 != 0)
            return base.CommitAsync(commits, cancellationToken);

        var lost = message.At(commits[0].Change.ConversationId, 1_000, commits[0].Change.At);
        return Task.FromResult<IReadOnlyList<CommitOutcome>>([new Stored(1_000, lost)]);
    }
}

/// <summary>Stores a message again if it already exists, as a store without a unique key on the message id would.</summary>
internal sealed class DoublesMessages() : ForwardingStore(new InMemoryConversationStore())
{
    public override async Task<IReadOnlyList<CommitOutcome>> CommitAsync(
        IReadOnlyList<Commit> commits, CancellationToken cancellationToken = default)
    {
        var outcomes = await base.CommitAsync(commits, cancellationToken);
        return outcomes[0] is MessageExists ? await base.CommitAsync([Renamed(commits[0])], cancellationToken) : outcomes;
    }

    private static Commit Renamed(Commit commit)
    {
        var id = MessageId.New();
        return commit.With(one => one.Change, (MessageSent)commit.Change with { MessageId = id }).With(one => one.Message, commit.Message!.With(one => one.Id, id));
    }
}

/// <summary>Leaves edits of messages out of the change log, although each edit increments the version.</summary>
internal sealed class ForgetsEditsInTheLog() : ForwardingStore(new InMemoryConversationStore())
{
    public override async Task<ChangeSlice> ListChangesAsync(
        ConversationId id, long after, int limit, CancellationToken cancellationToken = default)
    {
        var slice = await base.ListChangesAsync(id, after, limit, cancellationToken);
        return new([.. slice.Changes.Where(change => change is not MessageEdited)], slice.IsPruned);
    }
}

/// <summary>Lists messages and participants for every viewer, as statements without a condition on the viewer would.</summary>
internal sealed class IgnoresViewersOfLists() : ForwardingStore(new InMemoryConversationStore())
{
    public override Task<IReadOnlyList<Message>?> ListMessagesAsync(MessageWindow window, CancellationToken cancellationToken = default) =>
        base.ListMessagesAsync(window.With(one => one.Viewer, null), cancellationToken);

    public override Task<IReadOnlyList<Participant>?> ListParticipantsAsync(
        ParticipantWindow window, CancellationToken cancellationToken = default) =>
        base.ListParticipantsAsync(window.With(one => one.Viewer, null), cancellationToken);
}

/// <summary>Checks whether the viewer takes part before it reads messages, and not in the same statement.</summary>
internal sealed class AsksBeforeItReads() : ForwardingStore(new InMemoryConversationStore())
{
    public override async Task<IReadOnlyList<Message>?> ListMessagesAsync(MessageWindow window, CancellationToken cancellationToken = default)
    {
        if (window.Viewer is { } viewer && await FindParticipantAsync(window.ConversationId, viewer, null, cancellationToken) is null)
            return null;

        await NextMessageAsync(window.ConversationId);
        return await base.ListMessagesAsync(window.With(one => one.Viewer, null), cancellationToken);
    }

    /// <summary>Waits until another message is stored, or yields 100 times at most.</summary>
    private async Task NextMessageAsync(ConversationId id)
    {
        var last = (await FindConversationAsync(id, null))!.Conversation.LastSequence;
        for (var i = 0; i < 100 && (await FindConversationAsync(id, null))!.Conversation.LastSequence == last; i++)
            await Task.Yield();
    }
}
