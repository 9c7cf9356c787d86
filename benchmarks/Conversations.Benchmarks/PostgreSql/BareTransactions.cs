using System.Diagnostics.CodeAnalysis;
using Npgsql;
using NpgsqlTypes;

namespace Conversations.Benchmarks;

/// <summary>
/// Sends with the usual transaction, in prepared statements, on a connection per
/// sender: BEGIN, UPDATE … RETURNING the next sequence, INSERT, COMMIT.
/// </summary>
internal sealed class BareTransactions : IContestant
{
    private readonly List<Sender> _senders = [];

    public string Name => "bare transaction";

    internal static async Task<BareTransactions> OpenAsync(string connectionString, string schema, Load load)
    {
        var made = new BareTransactions();
        for (var i = 0; i < load.Senders; i++)
            made._senders.Add(await Sender.OpenAsync(connectionString, schema));

        return made;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var sender in _senders)
            await sender.DisposeAsync();
    }

    public Task SendAsync(int user, int room) => _senders[user].SendAsync(user, room);

    private sealed class Sender(MessageInsert insert, NpgsqlCommand count) : IAsyncDisposable
    {
        [SuppressMessage("Security", "CA2100", Justification = "The SQL contains only constants of the benchmarks.")]
        [SuppressMessage("Reliability", "CA2000", Justification = "The sender disposes the insert and the command.")]
        internal static async Task<Sender> OpenAsync(string connectionString, string schema)
        {
            var insert = await MessageInsert.OpenAsync(connectionString, schema);
            var count = new NpgsqlCommand(
                $"""
                UPDATE "{schema}".conversations
                SET version = version + 1, message_count = message_count + 1, last_message = last_sequence + 1, last_sequence = last_sequence + 1,
                    last_activity_at = $1
                WHERE conversation_id = $2
                RETURNING last_sequence
                """,
                insert.Connection)
            {
                Parameters = { new() { NpgsqlDbType = NpgsqlDbType.TimestampTz }, new() { NpgsqlDbType = NpgsqlDbType.Text } },
            };
            await count.PrepareAsync();
            return new(insert, count);
        }

        public async ValueTask DisposeAsync()
        {
            await count.DisposeAsync();
            await insert.DisposeAsync();
        }

        internal async Task SendAsync(int user, int room)
        {
            await using var transaction = await insert.Connection.BeginTransactionAsync();
            count.Parameters[0].Value = TimeProvider.System.GetUtcNow().UtcDateTime;
            count.Parameters[1].Value = $"room-{room}";
            await insert.RunAsync(user, room, (long)(await count.ExecuteScalarAsync())!);
            await transaction.CommitAsync();
        }
    }
}
