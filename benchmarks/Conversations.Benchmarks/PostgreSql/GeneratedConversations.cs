using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Conversations.Benchmarks;

/// <summary>
/// Fills the library's own tables with conversations by SQL, because the
/// library would take long to create a hundred thousand of them.
/// </summary>
internal static class GeneratedConversations
{
    /// <summary>
    /// Adds as many conversations as each size says, for a reader per size and one other user. Each conversation has one message,
    /// the messages of a reader's conversations are two minutes apart, and the logs of changes are pruned.
    /// </summary>
    [SuppressMessage("Security", "CA2100", Justification = "The SQL contains only constants and numbers of the benchmarks.")]
    internal static async Task AddAsync(string connectionString, string schema, int[] sizes)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        foreach (var size in sizes)
        {
            var (from, at) = ($"FROM generate_series(1, {size}) n", "timestamptz '2023-11-14Z' + n * interval '2 minutes'");
            await using var command = new NpgsqlCommand(
                $"""
                SET search_path = "{schema}";
                INSERT INTO conversations (
                    conversation_id, state, created_at, participant_count, message_count, last_message, last_sequence, last_activity_at, listed_at, version,
                    settings_version, log_after)
                SELECT 'room-{size}-' || n, 1, timestamptz '2023-11-14Z', 2, 1, 1, 1, {at}, {at}, 2, 1, 2 {from};
                INSERT INTO participants
                SELECT 'room-{size}-' || n, u, 0, 0, timestamptz '2023-11-14Z', 0, 0, false, NULL, false, {at}, false
                {from}, unnest(ARRAY['{InboxPages.Reader(size).Value}', 'user-0']) u;
                INSERT INTO messages
                    (conversation_id, sequence, message_id, sender_id, text, created_at, revision, origin, hash, emoji_count, version, actor)
                SELECT 'room-{size}-' || n, 1, 'message-' || n, 'user-0', '{IContestant.Text}', {at}, 0, 0, '\x00000000000000000000000000000000', 0, 2, '' {from}
                """,
                connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync();
        }

        await using var analyze = new NpgsqlCommand("VACUUM ANALYZE", connection) { CommandTimeout = 0 };
        await analyze.ExecuteNonQueryAsync();
    }
}
