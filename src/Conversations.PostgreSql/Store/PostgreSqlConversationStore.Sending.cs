using System.Diagnostics.CodeAnalysis;
using Conversations.Decisions;
using Conversations.Storage;
using Npgsql;
using NpgsqlTypes;
using static Conversations.Decisions.CommitOutcome;

namespace Conversations;

/// <content>Sends of messages: many in one round trip, which is one transaction.</content>
public sealed partial class PostgreSqlConversationStore
{
    private const string SendMessageSql = "SELECT * FROM @schema.send_message($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";

    private const string SendMessagesSql = "SELECT * FROM @schema.send_messages($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";

    private const string VersionOfSql =
        "SELECT version FROM @schema.messages WHERE conversation_id = @id AND sequence = @sequence AND coalesce(sent_at, created_at) = @at";

    private async Task<CommitOutcome?[]> SendBatchAsync(IReadOnlyList<QueuedCommit> batch, LockMode mode)
    {
        if (await TrySendTogetherAsync(batch, mode).ConfigureAwait(false) is { } together)
            return together;

        // The server refused one of the messages, and with it the whole batch. So each is sent alone, that the others do not fail with it.
        var (outcomes, locked) = (new CommitOutcome?[batch.Count], new HashSet<ConversationId>());
        for (var i = 0; i < batch.Count; i++)
        {
            if (!locked.Contains(batch[i].ConversationId))
                outcomes[i] = (await TrySendTogetherAsync([batch[i]], mode).ConfigureAwait(false))![0];
            if (outcomes[i] is null)
                locked.Add(batch[i].ConversationId);
        }

        return outcomes;
    }

    /// <summary>Sends messages together.</summary>
    /// <returns>
    /// An outcome for each, which is null for a message whose conversation is locked; or null if nothing was written and each message is to be sent alone.
    /// </returns>
    private async Task<CommitOutcome?[]?> TrySendTogetherAsync(IReadOnlyList<QueuedCommit> queued, LockMode mode)
    {
        IReadOnlyList<Commit> commits = [.. queued.Select(one => one.Write)];
        for (var budget = Budget(mode, queued); ; await budget.PauseAsync(CancellationToken.None).ConfigureAwait(false))
        {
            var phase = WritePhase.Connecting;
            try
            {
                using var place = await budget.EnterAsync(CancellationToken.None).ConfigureAwait(false);
                var connection = await _database.OpenAsync(CancellationToken.None).ConfigureAwait(false);
                await using var closingConnection = connection.ConfigureAwait(false);
                phase = WritePhase.Committing;
                var results = await CallSendFunctionAsync(connection, commits, mode, budget).ConfigureAwait(false);
                phase = WritePhase.Committed;
                return await ReadOutcomesAsync(connection, queued, results).ConfigureAwait(false);
            }
            catch (Exception error) when (PostgreSqlErrors.IsOfDriver(error))
            {
                // Each message has an id, so it is always safe to send it again.
                var fate = PostgreSqlErrors.FateOf(error, phase);
                foreach (var one in queued)
                    one.MayBeStored |= fate == WriteFate.Unknown;

                var isLocked = PostgreSqlErrors.IsLocked(error);
                if (budget.MayRetry(error, fate))
                {
                    if (!isLocked)
                        PostgreSqlLog.SendsAgain(_logger, error);

                    continue;
                }

                if (isLocked)
                {
                    foreach (var one in queued)
                        one.LockError = error;

                    return new CommitOutcome?[queued.Count];
                }

                if (queued.Count > 1 && fate == WriteFate.Refused && phase == WritePhase.Committing)
                    return null;

                return [.. queued.Select(one => Failing(one, PostgreSqlErrors.ToStorageException(error)))];
            }
            catch (ConversationsException error)
            {
                return [.. queued.Select(one => Failing(one, error))];
            }
        }
    }

    private static Failed Failing(QueuedCommit queued, ConversationsException error) =>
        new(queued.MayBeStored ? new OutcomeUnknownException(queued.Write.Message?.Id, error.InnerException) : error);

    private async Task<Sent[]> CallSendFunctionAsync(
        NpgsqlConnection connection, IReadOnlyList<Commit> commits, LockMode mode, RetryBudget budget)
    {
        var results = new Sent[commits.Count];
        var command = SendCommand(connection, commits, mode, budget);
        await using var disposingCommand = command.ConfigureAwait(false);
        var reader = await command.ExecuteReaderAsync(CancellationToken.None).ConfigureAwait(false);
        await using var closingReader = reader.ConfigureAwait(false);
        while (await reader.ReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            var (item, sent) = RowReader.Read(reader, ReadSent);
            results[item - 1] = sent;
        }

        // The commit comes after the last row and can still fail, so its result is read too.
        await reader.NextResultAsync(CancellationToken.None).ConfigureAwait(false);
        return results;
    }

    private static (int Item, Sent Sent) ReadSent(ref RowReader row)
    {
        var (item, status) = (row.NextInt32(), (SendStatus)row.NextInt32());
        return (item, status == SendStatus.Stored ? new(status, row.NextInt64(), row.NextInt64(), row.NextTime()) : new(status, 0, 0, default));
    }

    private async Task<CommitOutcome?[]> ReadOutcomesAsync(NpgsqlConnection connection, IReadOnlyList<QueuedCommit> queued, Sent[] results)
    {
        // The messages are committed by now, and their callers must get the answer. So nothing cancels these reads.
        var session = new PostgreSqlSession(connection, _database.Statements, CancellationToken.None);
        var outcomes = new CommitOutcome?[queued.Count];
        for (var i = 0; i < outcomes.Length; i++)
            outcomes[i] = await ReadOutcomeAsync(session, queued[i].Write, results[i], queued[i].MayBeStored).ConfigureAwait(false);

        return outcomes;
    }

    private static async Task<CommitOutcome?> ReadOutcomeAsync(PostgreSqlSession session, Commit commit, Sent result, bool mayBeStored)
    {
        var (id, draft) = (commit.Change.ConversationId, commit.Message!);
        if (result.Status == SendStatus.Locked)
            return null;
        if (result.Status == SendStatus.Stale && !mayBeStored)
            return Stale.Instance;
        if (result.Status == SendStatus.Stored && draft.ReplyTo is null)
            return new Stored(result.Version, draft.At(id, result.Sequence, result.CreatedAt));

        if (await FindSlotAsync(session, id, draft.Id, reactor: null).ConfigureAwait(false) is not { } slot)
            return Stale.Instance;
        if (result.Status == SendStatus.Stored)
            return new Stored(result.Version, slot.Message ?? draft.At(id, result.Sequence, result.CreatedAt));

        // If the answer to an earlier try was lost, that try may have stored the message. An earlier call of the app may have, too, but at another time.
        var version = mayBeStored && slot.Message is not null && slot.Hash == draft.Hash && slot.SenderId == draft.SenderId
            ? await session.FirstAsync(
                VersionOfSql,
                static (ref row) => row.NextInt64OrNull(),
                ("id", id.Value),
                ("sequence", slot.Sequence),
                ("at", commit.Change.At)).ConfigureAwait(false)
            : null;
        if (version is { } stored)
            return new Stored(stored, slot.Message);

        return result.Status == SendStatus.Stale ? Stale.Instance : new MessageExists(slot);
    }

    /// <summary>
    /// Makes the call of a function that sends. It is a single statement that waits for nothing but locks, so the lock timeout is its only limit.
    /// </summary>
    [SuppressMessage("Security", "CA2100", Justification = "A constant, and the validated and quoted name of the schema.")]
    private NpgsqlCommand SendCommand(NpgsqlConnection connection, IReadOnlyList<Commit> commits, LockMode mode, RetryBudget budget)
    {
        _database.Statements.Counted();
        return new(_database.Statements.In(commits.Count == 1 ? SendMessageSql : SendMessagesSql), connection)
        {
            Parameters =
            {
                Column(NpgsqlDbType.Text, commits, static commit => commit.Change.ConversationId.Value),
                Column(NpgsqlDbType.Text, commits, static commit => commit.Message!.Id.Value),
                Column(NpgsqlDbType.Text, commits, static commit => commit.Message!.SenderId?.Value),
                Column(NpgsqlDbType.Text, commits, static commit => commit.Message!.Text),
                Column(NpgsqlDbType.Text, commits, static commit => commit.Message!.Custom.ToColumn()),
                Column(NpgsqlDbType.Text, commits, static commit => commit.Message!.ReplyTo?.Value),
                Column(NpgsqlDbType.Smallint, commits, static commit => OriginOf(commit)),
                Column(NpgsqlDbType.Bytea, commits, static commit => commit.Message!.Hash.ToByteArray()),
                Column(NpgsqlDbType.TimestampTz, commits, static commit => commit.Message!.ImportedAt),
                Column(NpgsqlDbType.TimestampTz, commits, static commit => commit.Change.At),
                Column(NpgsqlDbType.Text, commits, static commit => commit.Change.Actor?.Value),
                Column(NpgsqlDbType.Bigint, commits, static commit => commit.Preconditions.SettingsVersion),
                Column(NpgsqlDbType.Text, commits, static commit => commit.Preconditions.Participant?.Value),
                Column(NpgsqlDbType.Smallint, commits, static commit => (short)commit.Preconditions.Access),
                new NpgsqlParameter<TimeSpan> { TypedValue = InboxWindow.MaxLag, NpgsqlDbType = NpgsqlDbType.Interval },
                new NpgsqlParameter<bool> { TypedValue = mode == LockMode.Skip },
                PostgreSqlDatabase.Limit(budget),
            },
        };
    }

    /// <summary>Makes a parameter of a value of each commit: an array, or the value itself if there is one commit.</summary>
    private static NpgsqlParameter Column<T>(NpgsqlDbType type, IReadOnlyList<Commit> commits, Func<Commit, T> value)
    {
        if (commits.Count > 1)
            return new NpgsqlParameter<T[]> { NpgsqlDbType = NpgsqlDbType.Array | type, TypedValue = [.. commits.Select(value)] };

        return value(commits[0]) is { } one
            ? new NpgsqlParameter<T> { NpgsqlDbType = type, TypedValue = one }
            : new NpgsqlParameter { NpgsqlDbType = type, Value = DBNull.Value };
    }

    /// <summary>Returns the origin of a message, and with it what an import does to the participants, as the functions that send expect it.</summary>
    private static short OriginOf(Commit commit)
    {
        const int keepsRead = 8, hidesFromOthers = 16;
        var effects = (commit.Import is { KeepsRead: true } ? keepsRead : 0) | (commit.Import is { HidesFromOthers: true } ? hidesFromOthers : 0);
        return (short)((int)commit.Message!.Origin | effects);
    }

    private readonly record struct Sent(SendStatus Status, long Version, long Sequence, DateTimeOffset CreatedAt);
}
