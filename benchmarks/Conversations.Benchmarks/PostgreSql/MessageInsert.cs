using System.Diagnostics.CodeAnalysis;
using Npgsql;
using NpgsqlTypes;

namespace Conversations.Benchmarks;

/// <summary>A connection of the bare driver, with a prepared INSERT that writes a message as the library stores it.</summary>
[SuppressMessage("Security", "CA2100", Justification = "The SQL contains only constants of the benchmarks.")]
internal sealed class MessageInsert : IAsyncDisposable
{
    private readonly NpgsqlCommand _insert;

    private MessageInsert(NpgsqlConnection connection, string schema)
    {
        Connection = connection;
        _insert = new NpgsqlCommand(
            $"""
            INSERT INTO "{schema}".messages
                (conversation_id, sequence, message_id, sender_id, text, custom, created_at, revision, reply_to, origin, hash, emoji_count, version, actor)
            VALUES ($1, $2, $3, $4, $5, NULL, $6, 0, NULL, 0, $7, 0, $2 + 1, '')
            """,
            connection);
        foreach (var type in new[]
        {
            NpgsqlDbType.Text, NpgsqlDbType.Bigint, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.TimestampTz, NpgsqlDbType.Bytea,
        })
        {
            _insert.Parameters.Add(new() { NpgsqlDbType = type });
        }
    }

    internal NpgsqlConnection Connection { get; }

    internal static async Task<MessageInsert> OpenAsync(string connectionString, string schema)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        var made = new MessageInsert(connection, schema);
        await made._insert.PrepareAsync();
        return made;
    }

    public async ValueTask DisposeAsync()
    {
        await _insert.DisposeAsync();
        await Connection.DisposeAsync();
    }

    internal async Task RunAsync(int user, int room, long sequence)
    {
        object[] values =
        [
            $"room-{room}", sequence, MessageId.New().Value, $"user-{user}", IContestant.Text, TimeProvider.System.GetUtcNow().UtcDateTime, new byte[16],
        ];
        for (var i = 0; i < values.Length; i++)
            _insert.Parameters[i].Value = values[i];

        if (await _insert.ExecuteNonQueryAsync() != 1)
            throw new InvalidOperationException("The INSERT wrote no row.");
    }
}
