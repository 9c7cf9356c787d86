using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Conversations.Benchmarks;

/// <summary>
/// Sends with the least work that is durable: on one connection, with a
/// transaction of a prepared UPDATE and INSERT for each message.
/// </summary>
[SuppressMessage("Usage", "CA2213", Justification = "The connection disposes its commands.")]
internal sealed class BareCommits : IContestant
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _count;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _commit;
    private readonly Dictionary<int, long> _sequences = [];

    internal BareCommits(string path)
    {
        _connection = Bare.Open(path);
        _begin = Command("BEGIN IMMEDIATE");
        _commit = Command("COMMIT");
        _count = Command(
            """
            UPDATE conversations
            SET version = version + 1, message_count = message_count + 1, last_message = $sequence, last_sequence = $sequence, last_activity_at = $at
            WHERE id = $room
            """,
            "$sequence", "$at", "$room");
        _insert = Command(
            """
            INSERT INTO messages (conversation, sequence, id, sender_id, text, custom, created_at, revision, reply_to, origin, hash, emoji_count, version)
            SELECT number, $sequence, $id, $sender, $text, NULL, $at, 0, NULL, 0, $hash, 0, $sequence + 1 FROM conversations WHERE id = $room
            """,
            "$sequence", "$id", "$sender", "$text", "$at", "$hash", "$room");
    }

    public string Name => "bare driver, a commit each";

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        _turn.Dispose();
    }

    public async Task SendAsync(int user, int room)
    {
        await _turn.WaitAsync();
        try
        {
            Send(user, room);
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Send(int user, int room)
    {
        var sequence = _sequences[room] = _sequences.GetValueOrDefault(room) + 1;
        var (at, name) = (TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), $"room-{room}");
        _begin.ExecuteNonQuery();
        Run(_count, sequence, at, name);
        Run(_insert, sequence, MessageId.New().Value, $"user-{user}", IContestant.Text, at, new byte[16], name);
        _commit.ExecuteNonQuery();
    }

    private static void Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];

        if (command.ExecuteNonQuery() != 1)
            throw new InvalidOperationException("The statement wrote no row.");
    }

    private SqliteCommand Command(string sql, params ReadOnlySpan<string> names)
    {
        var command = _connection.Command(sql);
        foreach (var name in names)
            command.Parameters.Add(new SqliteParameter { ParameterName = name });

        return command;
    }
}
