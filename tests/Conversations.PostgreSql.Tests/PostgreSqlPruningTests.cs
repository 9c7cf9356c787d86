using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Conversations.PostgreSql.Tests;

public sealed class PostgreSqlPruningTests
{
    [Fact]
    public async Task One_call_prunes_a_bounded_number_of_changes()
    {
        await using var hosts = new Hosts();
        hosts.Start();
        var store = hosts.Store();
        await using var connection = new NpgsqlConnection(Server.ConnectionString);
        await connection.OpenAsync();
        (await PruneAsync(after: null)).Should().BeNull();
        await hosts.RunAsync(
            connection,
            """
            INSERT INTO @schema.conversations (conversation_id, state, created_at, participant_count, message_count, last_sequence, version, settings_version, log_after)
            SELECT id, 1, now(), 0, 0, 0, version, 1, 0 FROM (VALUES ('a', 8000), ('b', 8000), ('c', 25000), ('d', 8000)) AS v (id, version)
            """);

        (await PruneAsync(after: null)).Should().Be(new ConversationId("b"));
        (await LogsAsync()).Should().Be("8000,8000,0,0");
        (await PruneAsync(new("b"))).Should().Be(new ConversationId("c"));
        (await LogsAsync()).Should().Be("8000,8000,10000,0");
        (await PruneAsync(new("c"))).Should().BeNull();
        (await LogsAsync()).Should().Be("8000,8000,10000,8000");

        Task<ConversationId?> PruneAsync(ConversationId? after) => store.PruneAsync(new(after, 100, TimeSpan.Zero, TimeSpan.Zero));
        [SuppressMessage("Security", "CA2100", Justification = "The name of our own schema.")]
        async Task<object?> LogsAsync()
        {
            await using var command = new NpgsqlCommand(
                $"SELECT string_agg(log_after::text, ',' ORDER BY conversation_id) FROM {hosts.Schema}.conversations", connection);
            return await command.ExecuteScalarAsync();
        }
    }
}
