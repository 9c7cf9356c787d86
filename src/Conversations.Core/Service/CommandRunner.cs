using System.Diagnostics;
using Conversations.Decisions;
using Conversations.Storage;
using static Conversations.Decisions.CommitOutcome;

namespace Conversations;

/// <summary>
/// Runs all commands: decides a command, commits the decision, and decides again if the store reports that the decision is stale.
/// </summary>
internal sealed class CommandRunner(
    IConversationStore store, ConversationLimits limits, History joinHistory, TimeProvider time, StoreSignals signals) : IDisposable
{
    internal const int MaxAttempts = 1_000;

    private readonly IStoreClock? _shared = store as IStoreClock;
    private readonly ConversationLine _line = new();
    private bool _isDisposed;

    /// <summary>Gets the clock of all hosts of the store. <see cref="SynchronizeAsync"/> is called before it is read.</summary>
    internal TimeProvider Clock => _shared?.Clock ?? time;

    /// <summary>Gets the time of this moment and the options, on which decisions depend.</summary>
    internal DecisionContext Context => new(Clock.Now(), limits, joinHistory);

    /// <summary>Gets what tells the parts of the app on this host that a conversation has changed.</summary>
    internal StoreSignals Signals => signals;

    /// <summary>Gets the limits of the app.</summary>
    internal ConversationLimits Limits => limits;

    /// <summary>Makes further calls throw. The store is not disposed here, because the service provider disposes it.</summary>
    public void Dispose() => _isDisposed = true;

    /// <summary>Checks a command and runs it until it is stored or refused, or it turns out that it changes nothing.</summary>
    /// <returns>
    /// The commit and its outcome: stored, or the id of the message is in use already. Both are null if the command changes nothing.
    /// </returns>
    internal async ValueTask<CommandResult> RunAsync(ConversationCommand command, CancellationToken cancellationToken)
    {
        ThrowIfEnded(cancellationToken);
        await SynchronizeAsync(cancellationToken).ConfigureAwait(false);
        command.Check(Context);
        return await RunCheckedAsync(command, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Runs a command that was checked before, by a caller that called <see cref="SynchronizeAsync"/>. The result is that of
    /// <see cref="RunAsync"/>.
    /// </summary>
    internal async ValueTask<CommandResult> RunCheckedAsync(ConversationCommand command, CancellationToken cancellationToken)
    {
        ThrowIfEnded(cancellationToken);
        var began = Stopwatch.GetTimestamp();
        if (!command.IsContended)
        {
            var decided = command.DecideOptimistically(Context) ?? await DecideAsync(command, cancellationToken).ConfigureAwait(false);
            if (await TryAsync(decided, cancellationToken).ConfigureAwait(false) is { } first)
                return first;
        }

        // Other callers may change the same data. Without an order, each of them would make the decisions of all others stale, and one
        // could wait until all others have ended. Writers on other hosts can still be faster, so there are further attempts.
        using var turn = await _line.EnterAsync((command.ConversationId, command.Contended), cancellationToken).ConfigureAwait(false);
        ThrowIfEnded(cancellationToken);
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            if (await DecideAsync(command, cancellationToken).ConfigureAwait(false) is not { } decided)
                return default;

            var waiting = decided.After(Stopwatch.GetElapsedTime(began));
            if (await TryAsync(waiting, cancellationToken).ConfigureAwait(false) is { } result)
                return result;
        }

        throw TooManyAttempts();
    }

    private async ValueTask<Commit?> DecideAsync(ConversationCommand command, CancellationToken cancellationToken) =>
        command.Decide(await ReadFactsAsync(command, cancellationToken).ConfigureAwait(false), Context);

    /// <summary>Stores a decision, or nothing if it is null. Returns null if another writer was faster, so that the decision was stale.</summary>
    private async ValueTask<CommandResult?> TryAsync(Commit? commit, CancellationToken cancellationToken)
    {
        if (commit is null)
            return default(CommandResult);

        var started = Stopwatch.GetTimestamp();
        var outcomes = await store.CommitAsync(new[] { commit }, cancellationToken).ConfigureAwait(false);
        Telemetry.RecordCommit(started);
        if (outcomes[0] is Stored stored)
            signals.Tell(commit.Change.ConversationId, stored.Version, commit.Change.GetType());

        if (outcomes[0] is not Stale)
            return new CommandResult(commit, Accept(outcomes[0]));

        Telemetry.CountStaleRetry();
        return null;
    }

    /// <summary>Lets the store compare the clock of this host with that of the database if that is due.</summary>
    internal ValueTask SynchronizeAsync(CancellationToken cancellationToken) => _shared?.SynchronizeAsync(cancellationToken) ?? default;

    /// <summary>Throws the error of a commit that failed, and counts one that was stored.</summary>
    internal static CommitOutcome Accept(CommitOutcome outcome)
    {
        if (outcome is Failed failed)
            throw failed.Error;

        if (outcome is Stored)
            Telemetry.CountCommit();

        return outcome;
    }

    /// <summary>Reads the facts that a decision needs. If a deletion was interrupted, the remaining rows are purged first.</summary>
    internal async Task<ConversationFacts> ReadFactsAsync(ConversationCommand command, CancellationToken cancellationToken)
    {
        while (true)
        {
            var facts = await store.ReadFactsAsync(command.Needs, cancellationToken).ConfigureAwait(false);
            if (!facts.HasRemains)
                return facts;

            // A conversation can be created again only after all remaining rows of the deleted one were purged.
            try
            {
                await PurgeAsync(command.ConversationId, cancellationToken).ConfigureAwait(false);
            }
            catch (OutcomeUnknownException error)
            {
                // Only the outcome of the purge is unknown. Nothing of the command was written, so its message has no unknown outcome.
                throw new StorageException("It is not known whether rows of a deleted conversation were removed. Nothing was written. Try again.", error);
            }
        }
    }

    /// <summary>Removes the remaining rows of a deleted conversation, batch by batch.</summary>
    internal async Task PurgeAsync(ConversationId id, CancellationToken cancellationToken)
    {
        while (await store.PurgeAsync(id, cancellationToken).ConfigureAwait(false))
            cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>
    /// Reads the state after a command. If the command stored something, the read is not cancelled, because the caller would
    /// conclude from a cancellation that nothing was stored.
    /// </summary>
    /// <exception cref="OutcomeUnknownException">The command was stored, but the store could not serve the read.</exception>
    internal static async Task<T> ReadBackAsync<T>(
        CommandResult result, Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        if (!result.IsStored)
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

    /// <summary>Throws if the service provider was disposed or the call was cancelled.</summary>
    internal void ThrowIfEnded(CancellationToken cancellationToken)
    {
        if (_isDisposed)
            throw Disposed();

        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Creates the error of a call after the disposal. It names the interface that the app uses.</summary>
    private static ObjectDisposedException Disposed() => new("Conversations.IConversations");

    internal static StorageException TooManyAttempts() => new(
        $"Other callers changed the same data {MaxAttempts} times while this call was deciding. Nothing was written. Try again.");
}
