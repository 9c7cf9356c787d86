using Conversations.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Conversations.PostgreSql.Tests;

/// <summary>A schema whose connections a test ends on the server.</summary>
internal sealed class BreakablePostgreSqlStore : BreakableStore
{
    private static int _schemas;

    private readonly string _schema = $"broken_{Environment.ProcessId}_{Interlocked.Increment(ref _schemas)}";

    public override void Use(IConversationsBuilder builder) =>
        builder.UsePostgreSql($"{Server.ConnectionString};Application Name={_schema}", options => options.Schema = _schema);

    public override async Task BreakAsync()
    {
        await using var source = NpgsqlDataSource.Create(Server.ConnectionString);
        await using var end = source.CreateCommand(
            $"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = '{_schema}'");
        await end.ExecuteNonQueryAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await using var source = NpgsqlDataSource.Create(Server.ConnectionString);
        await using var drop = source.CreateCommand($"DROP SCHEMA IF EXISTS {_schema} CASCADE");
        await drop.ExecuteNonQueryAsync();
    }
}
