using System.Collections.Concurrent;
using Conversations.Decisions;
using Conversations.Storage;

namespace Conversations.Mistakes;

/// <summary>Changes commits before it stores them.</summary>
internal sealed class StoresOtherCommits(IConversationStore inner, Func<Commit, Commit> change) : ForwardingStore(inner)
{
    public override Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<Commit> commits, CancellationToken cancellationToken = default) =>
        base.CommitAsync([.. commits.Select(change)], cancellationToken);
}

/// <summary>Never lets the time of an edit be earlier than that of an edit before.</summary>
internal sealed class KeepsEditTimesInOrder(IConversationStore inner) : ForwardingStore(inner)
{
    private readonly ConcurrentDictionary<ConversationId, DateTimeOffset> _last = [];

    public override Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<Commit> commits, CancellationToken cancellationToken = default) =>
        base.CommitAsync([.. commits.Select(one => one.Change is MessageEdited edit ? one.With(one => one.Change, edit with { At = Later(edit) }) : one)], cancellationToken);

    private DateTimeOffset Later(MessageEdited edit) =>
        _last.AddOrUpdate(edit.ConversationId, edit.At, (_, before) => edit.At > before ? edit.At : before);
}

/// <summary>Stores the commits after a stale one no more, as one transaction would that ends at it.</summary>
internal sealed class StopsAtAStaleCommit(IConversationStore inner) : ForwardingStore(inner)
{
    public override async Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<Commit> commits, CancellationToken cancellationToken = default)
    {
        var outcomes = new List<CommitOutcome>();
        foreach (var commit in commits)
            outcomes.Add(outcomes.Contains(CommitOutcome.Stale.Instance) ? CommitOutcome.Stale.Instance : (await base.CommitAsync([commit], cancellationToken))[0]);

        return outcomes;
    }
}

/// <summary>Returns the outcomes of a list by conversation, and not in the order of the commits.</summary>
internal sealed class ReordersOutcomes(IConversationStore inner) : ForwardingStore(inner)
{
    public override async Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<Commit> commits, CancellationToken cancellationToken = default)
    {
        var outcomes = await base.CommitAsync(commits, cancellationToken);
        return [.. outcomes.Zip(commits).GroupBy(pair => pair.Second.Change.ConversationId).SelectMany(group => group).Select(pair => pair.First)];
    }
}

/// <summary>Changes the facts that it reads.</summary>
internal sealed class ReadsOtherFacts(IConversationStore inner, Func<ConversationFacts, ConversationFacts> change) : ForwardingStore(inner)
{
    public override async Task<ConversationFacts> ReadFactsAsync(FactsQuery query, CancellationToken cancellationToken = default) =>
        change(await base.ReadFactsAsync(query, cancellationToken));
}

/// <summary>Keeps the memberships of a conversation that is deleted.</summary>
internal sealed class KeepsMembersOfTheDeleted(IConversationStore inner) : ForwardingStore(inner)
{
    private readonly ConcurrentDictionary<ConversationId, IReadOnlyList<Participant>> _kept = [];

    public override async Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<Commit> commits, CancellationToken cancellationToken = default)
    {
        foreach (var id in commits.Select(one => one.Change).OfType<ConversationDeleted>().Select(change => change.ConversationId))
            _kept[id] = await ListParticipantsAsync(new() { ConversationId = id, Limit = 1_000 }, cancellationToken) ?? [];

        return await base.CommitAsync(commits, cancellationToken);
    }

    public override async Task<ConversationFacts> ReadFactsAsync(FactsQuery query, CancellationToken cancellationToken = default)
    {
        var facts = await base.ReadFactsAsync(query, cancellationToken);
        return !facts.Exists && _kept.TryGetValue(query.ConversationId, out var kept)
            ? facts.With(one => one.Memberships, kept.ToDictionary(one => one.UserId, one => new Membership(one)))
            : facts;
    }
}
