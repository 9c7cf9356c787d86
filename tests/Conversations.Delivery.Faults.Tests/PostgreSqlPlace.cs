using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Conversations.Delivery.Faults;

/// <summary>A schema on a server.</summary>
/// <param name="connectionString">The server, or a pooler before it; null for the server that all tests share.</param>
internal sealed class PostgreSqlPlace(string? connectionString = null) : Place
{
    private static int _count;

    private static readonly Lazy<string> _shared = new(StartShared);

    private readonly bool _isShared = connectionString is null;
    private readonly string _connectionString = IfWanted(connectionString) ?? _shared.Value;

    internal string Schema { get; } = $"run_{Environment.ProcessId}_{Interlocked.Increment(ref _count)}";

    internal override IReadOnlyList<string> Arguments => ["postgres", _connectionString, Schema];

    internal override void Use(IConversationsBuilder builder) => builder.UsePostgreSql(_connectionString, options => options.Schema = Schema);

    internal override Task RollBackAsync(ConversationId id) => RunAsync(
        $"BEGIN; UPDATE {Schema}.conversations SET version = version + 1, pending = coalesce(pending, version) WHERE conversation_id = '{id}'; ROLLBACK");

    /// <summary>Skips the test unless runs on servers are wanted: together they take longer than all other tests.</summary>
    private static string? IfWanted(string? connectionString)
    {
        Assert.SkipUnless(RunSettings.RunsOnServers, "Runs on PostgreSQL take minutes. Set CONVERSATIONS_DELIVERY_SERVERS=1 for them.");
        return connectionString;
    }

    /// <summary>Opens a session as another program would.</summary>
    internal async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync();
        return connection;
    }

    [SuppressMessage("Security", "CA2100", Justification = "Constants of the tests.")]
    internal static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    internal async Task RunAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await RunAsync(connection, sql);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_isShared)
            await RunAsync($"DROP SCHEMA IF EXISTS {Schema} CASCADE");
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "It ends with this process.")]
    private static string StartShared() =>
        Environment.GetEnvironmentVariable("CONVERSATIONS_POSTGRES") is { Length: > 0 } given
            ? given
            : $"{ThrowAwayServer.Start("fsync=off").ConnectionString};Maximum Pool Size=20";
}
