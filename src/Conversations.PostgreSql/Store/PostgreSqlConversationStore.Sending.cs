using Conversations.Storage;
using Npgsql;
using NpgsqlTypes;
using static Conversations.Storage.CommitOutcome;

namespace Conversations;

/// <content>Sending messages: many in one round trip, which is one transaction.</content>
public sealed partial class PostgreSqlConversationStore
{
    private const string TimeoutSql = "SELECT set_config('lock_timeout', $1, true)";

    private const string SendSql = "SELECT * FROM @schema.send_messages($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";

    private const string VersionOfSql =
        "SELECT version FROM @schema.messages WHERE conversation_id = @id AND sequence = @sequence";

    /// <summary>Sends some of a batch. A conversation that another transaction holds does not hold up the others: it is waited for alone.</summary>
    private async Task SendAsync(IReadOnlyList<Commit> batch, List<int> sends, CommitOutcome[] outcomes)
    {
        if (sends.Count == 0)
            return;

        var results = await TrySendAsync([.. sends.Select(at => batch[at])], skips: sends.Count > 1).ConfigureAwait(false);
        var alone = new List<int>();
        for (var i = 0; i < sends.Count; i++)
        {
            if (results?[i] is { } outcome)
                outcomes[sends[i]] = outcome;
            else
                alone.Add(sends[i]);
        }

        // Of one conversation in the order given, several conversations at the same time.
        await Task.WhenAll(alone.GroupBy(at => batch[at].Change.ConversationId).Select(async group =>
        {
            foreach (var at in group)
                outcomes[at] = (await TrySendAsync([batch[at]], skips: false).ConfigureAwait(false))![0]!;
        })).ConfigureAwait(false);
    }

    /// <summary>
    /// Sends together. Null for all where nothing was done and each is to be tried alone, for one where its conversation is held by others.
    /// </summary>
    private async Task<CommitOutcome?[]?> TrySendAsync(IReadOnlyList<Commit> commits, bool skips)
    {
        var mayBeStored = false;
        for (var attempt = 1; ; attempt++)
        {
            Exception failure;
            var wasSent = false;
            try
            {
                var connection = await _database.OpenAsync(CancellationToken.None).ConfigureAwait(false);
                await using var closingConnection = connection.ConfigureAwait(false);
                wasSent = true;
                return await SendAsync(connection, commits, skips, mayBeStored).ConfigureAwait(false);
            }
            catch (Exception error) when (PostgreSqlErrors.IsOfDriver(error))
            {
                failure = error;
            }
            catch (ConversationsException error)
            {
                return [.. commits.Select(_ => new Failed(error))];
            }

            // Each message has an id, so to send it again is always safe.
            var isUnknown = wasSent && PostgreSqlErrors.LeavesUnknown(failure);
            mayBeStored |= isUnknown;
            var mayTryAgain = isUnknown || PostgreSqlErrors.WasRolledBack(failure) || (!wasSent && PostgreSqlErrors.MayConnectLater(failure));
            if (mayTryAgain && attempt < PostgreSqlDatabase.MaxTries)
            {
                PostgreSqlLog.SendsAgain(_logger, failure);
                await PostgreSqlDatabase.PauseAsync(attempt, CancellationToken.None).ConfigureAwait(false);
                continue;
            }

            if (mayBeStored)
                return [.. commits.Select(commit => new Failed(new OutcomeUnknownException(commit.Message!.Id, failure)))];
            if (commits.Count > 1)
                return null;

            return [new Failed(PostgreSqlErrors.ToStorageException(failure))];
        }
    }

    private async Task<CommitOutcome?[]> SendAsync(NpgsqlConnection connection, IReadOnlyList<Commit> commits, bool skips, bool mayBeStored)
    {
        var results = new Sent[commits.Count];
        var batch = SendBatch(connection, commits, skips);
        await using (batch.ConfigureAwait(false))
        {
            var reader = await batch.ExecuteReaderAsync(CancellationToken.None).ConfigureAwait(false);
            await using var closingReader = reader.ConfigureAwait(false);
            await reader.NextResultAsync(CancellationToken.None).ConfigureAwait(false);
            while (await reader.ReadAsync(CancellationToken.None).ConfigureAwait(false))
            {
                results[reader.GetInt32(0) - 1] = reader.GetInt32(1) == 0
                    ? new(0, reader.GetInt64(2), reader.GetInt64(3), reader.Time(4))
                    : new(reader.GetInt32(1), 0, 0, default);
            }
        }

        var session = new PostgreSqlSession(connection, _database.Statements);
        var outcomes = new CommitOutcome?[commits.Count];
        for (var i = 0; i < outcomes.Length; i++)
            outcomes[i] = await OutcomeAsync(session, commits[i], results[i], mayBeStored).ConfigureAwait(false);

        return outcomes;
    }

    private static async Task<CommitOutcome?> OutcomeAsync(PostgreSqlSession session, Commit commit, Sent result, bool mayBeStored)
    {
        var (id, draft) = (commit.Change.ConversationId, commit.Message!);
        if (result.Status is 1 or 3)
            return result.Status == 1 ? Stale.Instance : null;
        if (result.Status == 0 && draft.ReplyTo is null)
            return new Stored(result.Version, draft.At(id, result.Sequence, result.CreatedAt));

        if (await FindSlotAsync(session, id, draft.Id, viewer: null).ConfigureAwait(false) is not { } slot)
            return Stale.Instance;
        if (result.Status == 0)
            return new Stored(result.Version, slot.Message ?? draft.At(id, result.Sequence, result.CreatedAt));

        // An earlier try, whose answer was lost, may have stored it.
        if (!mayBeStored || slot.Message is null || slot.Hash != draft.Hash || slot.SenderId != draft.SenderId)
            return new MessageExists(slot);

        var version = await session.FirstAsync(
            VersionOfSql, static row => row.GetInt64(0), CancellationToken.None, ("id", id.Value), ("sequence", slot.Sequence)).ConfigureAwait(false);
        return new Stored(version, slot.Message);
    }

    private NpgsqlBatch SendBatch(NpgsqlConnection connection, IReadOnlyList<Commit> commits, bool skips)
    {
        _database.Statements.Counted();
        var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new(TimeoutSql) { Parameters = { new NpgsqlParameter<string> { TypedValue = _database.LockTimeout } } });
        batch.BatchCommands.Add(new(_database.Statements.In(SendSql))
        {
            Parameters =
            {
                Column(NpgsqlDbType.Text, commits, commit => commit.Change.ConversationId.Value),
                Column(NpgsqlDbType.Text, commits, commit => commit.Message!.Id.Value),
                Column(NpgsqlDbType.Text, commits, commit => commit.Message!.SenderId?.Value),
                Column(NpgsqlDbType.Text, commits, commit => commit.Message!.Text),
                Column(NpgsqlDbType.Text, commits, commit => commit.Message!.Custom.ToColumn()),
                Column(NpgsqlDbType.Text, commits, commit => commit.Message!.ReplyTo?.Value),
                Column(NpgsqlDbType.Smallint, commits, commit => (short)commit.Message!.Origin),
                Column(NpgsqlDbType.Bytea, commits, commit => HashOf(commit.Message!)),
                Column(NpgsqlDbType.TimestampTz, commits, commit => commit.Message!.ImportedAt),
                Column(NpgsqlDbType.TimestampTz, commits, commit => commit.Change.At),
                Column(NpgsqlDbType.Text, commits, commit => commit.Change.Actor?.Value),
                Column(NpgsqlDbType.Bigint, commits, commit => commit.Basis.SettingsVersion),
                Column(NpgsqlDbType.Text, commits, commit => commit.Basis.Participant?.Value),
                Column(NpgsqlDbType.Smallint, commits, commit => (short)commit.Basis.Access),
                new NpgsqlParameter<TimeSpan> { TypedValue = InboxWindow.MaxLag, NpgsqlDbType = NpgsqlDbType.Interval },
                new NpgsqlParameter<bool> { TypedValue = skips },
            },
        });
        return batch;
    }

    private static NpgsqlParameter<T[]> Column<T>(NpgsqlDbType type, IReadOnlyList<Commit> commits, Func<Commit, T> value) => new()
    {
        NpgsqlDbType = NpgsqlDbType.Array | type,
        TypedValue = [.. commits.Select(value)],
    };

    private static byte[] HashOf(NewMessage message)
    {
        var hash = new byte[ContentHash.Size];
        message.Hash.CopyTo(hash);
        return hash;
    }

    private readonly record struct Sent(int Status, long Version, long Sequence, DateTimeOffset CreatedAt);
}
