using System.Diagnostics.CodeAnalysis;
using Conversations.Storage;
using Npgsql;
using NpgsqlTypes;
using static Conversations.Storage.CommitOutcome;

namespace Conversations;

/// <content>Sending messages: many in one round trip, which is one transaction.</content>
public sealed partial class PostgreSqlConversationStore
{
    private const string SendOneSql = "SELECT * FROM @schema.send_message($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";

    private const string SendSql = "SELECT * FROM @schema.send_messages($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";

    private const string VersionOfSql =
        "SELECT version FROM @schema.messages WHERE conversation_id = @id AND sequence = @sequence AND coalesce(sent_at, created_at) = @at";

    private async Task<CommitOutcome?[]> SendAsync(IReadOnlyList<QueuedCommit> batch, bool waits)
    {
        if (await TrySendAsync(batch, waits).ConfigureAwait(false) is { } together)
            return together;

        // One of them cannot be written, and the others are not to suffer for it.
        var (outcomes, held) = (new CommitOutcome?[batch.Count], new HashSet<ConversationId>());
        for (var i = 0; i < batch.Count; i++)
        {
            if (!held.Contains(batch[i].ConversationId))
                outcomes[i] = (await TrySendAsync([batch[i]], waits).ConfigureAwait(false))![0];
            if (outcomes[i] is null)
                held.Add(batch[i].ConversationId);
        }

        return outcomes;
    }

    /// <summary>
    /// Sends together. Null for all where nothing was done and each is to be tried alone, for one where its conversation is held by others.
    /// </summary>
    private async Task<CommitOutcome?[]?> TrySendAsync(IReadOnlyList<QueuedCommit> queued, bool waits)
    {
        IReadOnlyList<Commit> commits = [.. queued.Select(one => one.Commit)];
        for (var tries = Tries(waits); ; await tries.PauseAsync(CancellationToken.None).ConfigureAwait(false))
        {
            var phase = WritePhase.Connecting;
            try
            {
                using var place = await tries.EnterAsync(CancellationToken.None).ConfigureAwait(false);
                var connection = await _database.OpenAsync(CancellationToken.None).ConfigureAwait(false);
                await using var closingConnection = connection.ConfigureAwait(false);
                phase = WritePhase.Committing;
                var results = await SendAsync(connection, commits, skips: !waits, tries).ConfigureAwait(false);
                phase = WritePhase.Committed;
                return await OutcomesAsync(connection, queued, results).ConfigureAwait(false);
            }
            catch (Exception error) when (PostgreSqlErrors.IsOfDriver(error))
            {
                // Each message has an id, so to send it again is always safe.
                var fate = PostgreSqlErrors.FateOf(error, phase);
                foreach (var one in queued)
                    one.MayBeStored |= fate == WriteFate.Unknown;

                var isHeld = PostgreSqlErrors.IsHeld(error);
                if (tries.MayGoOn(error, fate))
                {
                    if (!isHeld)
                        PostgreSqlLog.SendsAgain(_logger, error);

                    continue;
                }

                if (isHeld && !waits)
                    return new CommitOutcome?[queued.Count];
                if (queued.Count > 1 && fate == WriteFate.Refused && phase == WritePhase.Committing)
                    return null;

                return Failing(queued, PostgreSqlErrors.ToStorageException(error));
            }
            catch (ConversationsException error)
            {
                return Failing(queued, error);
            }
        }
    }

    private static CommitOutcome[] Failing(IReadOnlyList<QueuedCommit> queued, ConversationsException error) =>
        [.. queued.Select(one => new Failed(one.MayBeStored ? new OutcomeUnknownException(one.Commit.Message!.Id, error.InnerException) : error))];

    private async Task<Sent[]> SendAsync(NpgsqlConnection connection, IReadOnlyList<Commit> commits, bool skips, Tries tries)
    {
        var results = new Sent[commits.Count];
        var command = SendCommand(connection, commits, skips, tries);
        await using var disposingCommand = command.ConfigureAwait(false);
        var reader = await command.ExecuteReaderAsync(CancellationToken.None).ConfigureAwait(false);
        await using var closingReader = reader.ConfigureAwait(false);
        while (await reader.ReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            results[reader.GetInt32(0) - 1] = reader.GetInt32(1) == 0
                ? new(0, reader.GetInt64(2), reader.GetInt64(3), reader.Time(4))
                : new(reader.GetInt32(1), 0, 0, default);
        }

        // What comes after the last row may still be that nothing was committed.
        await reader.NextResultAsync(CancellationToken.None).ConfigureAwait(false);
        return results;
    }

    private async Task<CommitOutcome?[]> OutcomesAsync(NpgsqlConnection connection, IReadOnlyList<QueuedCommit> queued, Sent[] results)
    {
        var session = new PostgreSqlSession(connection, _database.Statements);
        var outcomes = new CommitOutcome?[queued.Count];
        for (var i = 0; i < outcomes.Length; i++)
            outcomes[i] = await OutcomeAsync(session, queued[i].Commit, results[i], queued[i].MayBeStored).ConfigureAwait(false);

        return outcomes;
    }

    private static async Task<CommitOutcome?> OutcomeAsync(PostgreSqlSession session, Commit commit, Sent result, bool mayBeStored)
    {
        var (id, draft) = (commit.Change.ConversationId, commit.Message!);
        if (result.Status == 3)
            return null;
        if (result.Status == 1 && !mayBeStored)
            return Stale.Instance;
        if (result.Status == 0 && draft.ReplyTo is null)
            return new Stored(result.Version, draft.At(id, result.Sequence, result.CreatedAt));

        if (await FindSlotAsync(session, id, draft.Id, viewer: null).ConfigureAwait(false) is not { } slot)
            return Stale.Instance;
        if (result.Status == 0)
            return new Stored(result.Version, slot.Message ?? draft.At(id, result.Sequence, result.CreatedAt));

        // An earlier try, whose answer was lost, may have stored it; or an earlier call of the app, which had another time.
        var version = mayBeStored && slot.Message is not null && slot.Hash == draft.Hash && slot.SenderId == draft.SenderId
            ? await session.FirstAsync(
                VersionOfSql,
                static row => row.Number(0),
                CancellationToken.None,
                ("id", id.Value),
                ("sequence", slot.Sequence),
                ("at", commit.Change.At)).ConfigureAwait(false)
            : null;
        if (version is { } stored)
            return new Stored(stored, slot.Message);

        return result.Status == 1 ? Stale.Instance : new MessageExists(slot);
    }

    /// <summary>Calls the function that sends: one statement, which waits for locks only, so that this is its only limit.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "A constant, and the validated and quoted name of the schema.")]
    private NpgsqlCommand SendCommand(NpgsqlConnection connection, IReadOnlyList<Commit> commits, bool skips, Tries tries)
    {
        _database.Statements.Counted();
        return new(_database.Statements.In(commits.Count == 1 ? SendOneSql : SendSql), connection)
        {
            Parameters =
            {
                Column(NpgsqlDbType.Text, commits, static commit => commit.Change.ConversationId.Value),
                Column(NpgsqlDbType.Text, commits, static commit => commit.Message!.Id.Value),
                Column(NpgsqlDbType.Text, commits, static commit => commit.Message!.SenderId?.Value),
                Column(NpgsqlDbType.Text, commits, static commit => commit.Message!.Text),
                Column(NpgsqlDbType.Text, commits, static commit => commit.Message!.Custom.ToColumn()),
                Column(NpgsqlDbType.Text, commits, static commit => commit.Message!.ReplyTo?.Value),
                Column(NpgsqlDbType.Smallint, commits, static commit => (short)commit.Message!.Origin),
                Column(NpgsqlDbType.Bytea, commits, static commit => HashOf(commit.Message!)),
                Column(NpgsqlDbType.TimestampTz, commits, static commit => commit.Message!.ImportedAt),
                Column(NpgsqlDbType.TimestampTz, commits, static commit => commit.Change.At),
                Column(NpgsqlDbType.Text, commits, static commit => commit.Change.Actor?.Value),
                Column(NpgsqlDbType.Bigint, commits, static commit => commit.Basis.SettingsVersion),
                Column(NpgsqlDbType.Text, commits, static commit => commit.Basis.Participant?.Value),
                Column(NpgsqlDbType.Smallint, commits, static commit => (short)commit.Basis.Access),
                new NpgsqlParameter<TimeSpan> { TypedValue = InboxWindow.MaxLag, NpgsqlDbType = NpgsqlDbType.Interval },
                new NpgsqlParameter<bool> { TypedValue = skips },
                PostgreSqlDatabase.Limit(tries),
            },
        };
    }

    /// <summary>Gives a value of all commits: as an array, or of one commit as it is.</summary>
    private static NpgsqlParameter Column<T>(NpgsqlDbType type, IReadOnlyList<Commit> commits, Func<Commit, T> value)
    {
        if (commits.Count > 1)
            return new NpgsqlParameter<T[]> { NpgsqlDbType = NpgsqlDbType.Array | type, TypedValue = [.. commits.Select(value)] };

        return value(commits[0]) is { } one
            ? new NpgsqlParameter<T> { NpgsqlDbType = type, TypedValue = one }
            : new NpgsqlParameter { NpgsqlDbType = type, Value = DBNull.Value };
    }

    private static byte[] HashOf(NewMessage message)
    {
        var hash = new byte[ContentHash.Size];
        message.Hash.CopyTo(hash);
        return hash;
    }

    private readonly record struct Sent(int Status, long Version, long Sequence, DateTimeOffset CreatedAt);
}
