using System.Diagnostics;
using Conversations.Storage;
using static Conversations.Storage.CommitOutcome;

namespace Conversations;

/// <summary>Checks, decides and commits: the one write path, and the reads. Who acts comes first; null = the app.</summary>
internal sealed partial class ConversationService(
    IConversationStore store,
    IConversationIds ids,
    SendPolicies policies,
    UserLookup users,
    ConversationLimits limits,
    TimeProvider time) : IDisposable
{
    private const int MaxTries = 1_000;

    private readonly IConversationStore _store = store;
    private readonly ConversationLimits _limits = limits;
    private bool _isDisposed;

    /// <summary>Ends the service for its callers; the store belongs to whoever made it.</summary>
    public void Dispose() => _isDisposed = true;

    /// <summary>Runs a command until it is stored, alters nothing or is refused.</summary>
    /// <returns>What was committed, and the outcome: stored, or a message that exists.</returns>
    private ValueTask<Completion> RunAsync(ConversationCommand command, CancellationToken cancellationToken)
    {
        CheckAlive(cancellationToken);
        command.Check(Context);
        return RunCheckedAsync(command, cancellationToken);
    }

    /// <summary>The same for a command of which all was checked.</summary>
    private async ValueTask<Completion> RunCheckedAsync(ConversationCommand command, CancellationToken cancellationToken)
    {
        CheckAlive(cancellationToken);
        var commit = command.DecideUnseen(Context);
        for (var tries = 1; tries <= MaxTries; tries++, commit = null)
        {
            commit ??= command.Decide(await ReadFactsAsync(command, cancellationToken).ConfigureAwait(false), Context);
            if (commit is null)
                return default;

            var started = Stopwatch.GetTimestamp();
            var outcomes = await _store.CommitAsync([commit], cancellationToken).ConfigureAwait(false);
            Telemetry.RecordCommit(started);
            if (outcomes[0] is not Stale)
                return new(commit, Accept(outcomes[0]));

            // Another writer was faster, so somebody got on; this one reads again and decides again.
            Telemetry.CountStaleRetry();
        }

        throw TooManyTries();
    }

    /// <summary>Reads what a command left. What it stored is not given up any more: that would tell the caller that nothing was.</summary>
    /// <exception cref="OutcomeUnknownException">It was stored, but the store could not serve the read.</exception>
    private static async Task<T> ReadBackAsync<T>(
        Completion completion, Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        if (!completion.IsStored)
            return await read(cancellationToken).ConfigureAwait(false);

        try
        {
            return await read(CancellationToken.None).ConfigureAwait(false);
        }
        catch (StorageException error)
        {
            throw new OutcomeUnknownException(null, error);
        }
    }

    private static StorageException TooManyTries() =>
        new($"What was to be changed changed {MaxTries} times while that was decided. Nothing was written: try again.");

    private DecisionContext Context => new(time.Now(), _limits);

    private static CommitOutcome Accept(CommitOutcome outcome)
    {
        if (outcome is Failed failed)
            throw failed.Error;

        if (outcome is Stored)
            Telemetry.CountCommit();

        return outcome;
    }

    private async Task<ConversationFacts> ReadFactsAsync(ConversationCommand command, CancellationToken cancellationToken)
    {
        while (true)
        {
            var facts = await _store.ReadFactsAsync(command.Needs, cancellationToken).ConfigureAwait(false);
            if (!facts.HasRemains)
                return facts;

            // A delete was cut off. The id is free again only when what it left is gone.
            await PurgeAsync(command.ConversationId, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task PurgeAsync(ConversationId id, CancellationToken cancellationToken)
    {
        while (await _store.PurgeAsync(id, cancellationToken).ConfigureAwait(false))
            cancellationToken.ThrowIfCancellationRequested();
    }

    private void CheckAlive(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(IConversations));
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Makes a list of which one item more than wanted is read, to know whether a page follows.</summary>
    private Paged<T> List<T>(
        CursorScope scope,
        int defaultSize,
        Func<T, Cursor> placeOf,
        Func<Cursor?, int, CancellationToken, Task<IReadOnlyList<T>>> read) => new(scope, defaultSize, _limits.MaxPageSize, async (place, size, cancellationToken) =>
        {
            CheckAlive(cancellationToken);
            var items = await read(place, size + 1, cancellationToken).ConfigureAwait(false);
            return items.Count <= size ? (items, null) : ([.. items.Take(size)], placeOf(items[size - 1]));
        });
}
