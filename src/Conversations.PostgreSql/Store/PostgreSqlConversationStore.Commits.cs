using Conversations.Decisions;
using static Conversations.Decisions.CommitOutcome;

namespace Conversations;

/// <content>Writes of commits.</content>
public sealed partial class PostgreSqlConversationStore
{
    /// <summary>How long a commit that is no send waits for a lock, before it waits apart from the others.</summary>
    private static readonly TimeSpan _briefWait = TimeSpan.FromMilliseconds(50);

    /// <summary>Sets the mark for delivery, if there is none, to the version before the change. Every update that raises the version has it.</summary>
    private const string SetsMark = "pending = coalesce(pending, version)";

    private const string RaiseSql = $"UPDATE @schema.conversations SET version = @version, {SetsMark} WHERE conversation_id = @id";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<Commit> commits, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(commits);
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        return await _commits.EnqueueAsync(commits, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Writes several messages together, or one other commit. A failure is an outcome, and is not thrown. The outcome is null for a commit whose
    /// conversation is locked, and for every later commit of the same conversation.
    /// </summary>
    private async Task<CommitOutcome?[]> WriteBatchAsync(IReadOnlyList<QueuedCommit> batch, LockMode mode) =>
        batch[0].IsSend ? await SendBatchAsync(batch, mode).ConfigureAwait(false) : [await WriteOtherAsync(batch[0], mode).ConfigureAwait(false)];

    /// <summary>Returns how long a batch waits for locks, at most until the time of the first of its calls is over.</summary>
    private RetryBudget Budget(LockMode mode, IReadOnlyList<QueuedCommit> batch)
    {
        var left = _options.LockTimeout - batch.Max(one => one.Waited);
        if (mode == LockMode.Wait)
            return RetryBudget.Once(RetryBudget.OneTry(_options.LockTimeout, left), _lockWaiters);

        return RetryBudget.Once(left < _briefWait ? left : _briefWait);
    }

    /// <summary>Returns the failure of a commit whose conversation is locked if its call has waited for as long as it may; otherwise null.</summary>
    private Failed? RefuseLate(QueuedCommit queued) => queued.Waited < _options.LockTimeout
        ? null
        : Failing(queued, PostgreSqlErrors.LockedError(queued.LockError));

    private async Task<CommitOutcome?> WriteOtherAsync(QueuedCommit queued, LockMode mode)
    {
        try
        {
            return await _database.WriteAsync(session => ApplyAsync(session, queued.Write), Budget(mode, [queued]), CancellationToken.None).ConfigureAwait(false);
        }
        catch (StorageException error) when (PostgreSqlErrors.IsLocked(error.InnerException))
        {
            queued.LockError = error.InnerException;
            return null;
        }
        catch (ConversationsException error)
        {
            return new Failed(error);
        }
    }

    /// <summary>Locks the conversation, checks the preconditions of the commit, and writes only if all of them hold.</summary>
    private static async Task<CommitOutcome> ApplyAsync(PostgreSqlSession session, Commit commit)
    {
        var change = commit.Change;
        var head = await Head.LockAsync(session, change.ConversationId).ConfigureAwait(false);
        if (change is ConversationCreated)
            return await CreateAsync(session, commit, head).ConfigureAwait(false);

        if (head is not { State: HeadState.Exists }
            || !CommitRules.HoldsForConversation(commit, exists: true, hasRemains: false, head.SettingsVersion)
            || !await HoldsForUsersAsync(session, commit, head).ConfigureAwait(false))
        {
            return Stale.Instance;
        }

        var outcome = change switch
        {
            MessageChange about => await ApplyToMessageAsync(session, commit, head, about).ConfigureAwait(false),
            NotificationTriggered triggered => await NotifyAsync(session, commit, head, triggered).ConfigureAwait(false),
            _ => await ApplyToConversationAsync(session, commit, head).ConfigureAwait(false),
        };
        if (outcome is Stored && change is not ConversationDeleted)
            await MoveChangedAsync(session, head).ConfigureAwait(false);

        return outcome;
    }

    private static async Task<bool> HoldsForUsersAsync(PostgreSqlSession session, Commit commit, Head head)
    {
        var users = commit.Participants.Select(write => write.UserId).ToList();
        if (commit.Preconditions.Participant is { } participant)
            users.Add(participant);

        var memberships = await ReadMembershipsAsync(session, head.Id, users).ConfigureAwait(false);
        return CommitRules.HoldsForUsers(
            commit,
            memberships,
            static (memberships, user) => memberships.TryGetValue(user, out var one) && one.IsPresent ? one.Participant.Access : null);
    }

    private static async Task<CommitOutcome> ApplyToMessageAsync(PostgreSqlSession session, Commit commit, Head head, MessageChange change)
    {
        var message = await MessageHead.FindAsync(session, head, change.MessageId).ConfigureAwait(false);
        if (message is null || !await HoldsForMessageAsync(session, commit, head, message).ConfigureAwait(false))
            return Stale.Instance;

        var version = head.Version + 1;
        switch (change)
        {
            case MessageEdited edited:
                await EditMessageAsync(session, head, message, edited, commit.Content!).ConfigureAwait(false);
                break;
            case MessageDeleted:
                await DeleteMessageAsync(session, head, message).ConfigureAwait(false);
                break;
            case ReactionChange reaction:
                await WriteReactionAsync(session, head, message, reaction, version).ConfigureAwait(false);
                break;
        }

        await session.RunAsync(RaiseSql, ("version", version), ("id", head.Id.Value)).ConfigureAwait(false);
        await LogAsync(session, version, change, message.Sequence).ConfigureAwait(false);
        return new Stored(version);
    }

    private static async Task<bool> HoldsForMessageAsync(PostgreSqlSession session, Commit commit, Head head, MessageHead message)
    {
        var there = new HashSet<(string Emoji, UserId? UserId)>();
        foreach (var asked in CommitRules.AskedReactions(commit))
        {
            if (await HasReactionAsync(session, head, message, asked.Emoji, asked.UserId).ConfigureAwait(false))
                there.Add(asked);
        }

        return CommitRules.HoldsForMessage(
            commit, message.Revision, message.EmojiCount, there, static (there, emoji, user) => there.Contains((emoji, user)));
    }
}
