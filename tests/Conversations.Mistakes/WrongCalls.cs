using System.Reflection;
using System.Transactions;
using Conversations.Decisions;
using Conversations.Storage;

namespace Conversations.Mistakes;

/// <summary>Ignores the cancellation tokens of one method.</summary>
public class IgnoresTokens : DispatchProxy
{
    private IConversationStore? _store;
    private string _method = "";

    internal static IConversationStore Of(IConversationStore inner, string method)
    {
        var store = Create<IConversationStore, IgnoresTokens>();
        (((IgnoresTokens)(object)store)._store, ((IgnoresTokens)(object)store)._method) = (inner, method);
        return store;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == _method)
            args![^1] = CancellationToken.None;

        return targetMethod.Invoke(_store, args);
    }
}

/// <summary>Commits first and then looks at the token.</summary>
internal sealed class CommitsBeforeItLooksAtTheToken(IConversationStore inner) : ForwardingStore(inner)
{
    public override async Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<Commit> commits, CancellationToken cancellationToken = default)
    {
        var outcomes = await base.CommitAsync(commits, CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        return outcomes;
    }
}

/// <summary>Joins the transaction of the caller: what a commit stored is undone if the transaction is.</summary>
internal sealed class JoinsTransactions(IConversationStore inner) : ForwardingStore(inner)
{
    public override async Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<Commit> commits, CancellationToken cancellationToken = default)
    {
        if (Transaction.Current is not { } transaction)
            return await base.CommitAsync(commits, cancellationToken);

        // The store answers as if it had stored the commits, but does so only when the transaction is completed.
        transaction.TransactionCompleted += (_, ended) =>
        {
            if (ended.Transaction!.TransactionInformation.Status == TransactionStatus.Committed)
                Inner.CommitAsync(commits, CancellationToken.None);
        };
        return [.. commits.Select(one => new CommitOutcome.Stored(1, one.Message?.At(one.Change.ConversationId, 1, one.Change.At)))];
    }
}

/// <summary>Joins the transaction of the caller in the writes of read positions only.</summary>
internal sealed class JoinsTransactionsWhenItMarks(IConversationStore inner) : ForwardingStore(inner)
{
    public override async Task<ReadState?> MarkAsReadAsync(ConversationId id, UserId userId, long upTo, CancellationToken cancellationToken = default) =>
        Transaction.Current is null
            ? await base.MarkAsReadAsync(id, userId, upTo, cancellationToken)
            : await FindReadStateAsync(id, userId, cancellationToken) is { } state ? state with { ReadUpTo = upTo } : null;
}
