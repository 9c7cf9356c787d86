using Conversations.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Conversations.PostgreSql.Tests;

/// <summary>A schema whose connections a test ends on the server.</summary>
internal sealed class BreakablePostgreSqlStore : BreakableStore
{
    private static int _schemas;

    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(Server.ConnectionString);
    private readonly string _schema = $"broken_{Environment.ProcessId}_{Interlocked.Increment(ref _schemas)}";

    public override void Use(IConversationsBuilder builder) =>
        builder.UsePostgreSql($"{Server.ConnectionString};Application Name={_schema}", options => options.Schema = _schema);

    public override async Task BreakAsync()
    {
        await using var end = _source.CreateCommand(
            $"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = '{_schema}'");
        await end.ExecuteNonQueryAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await using (var drop = _source.CreateCommand($"DROP SCHEMA IF EXISTS {_schema} CASCADE"))
            await drop.ExecuteNonQueryAsync();

        await _source.DisposeAsync();
        await base.DisposeAsync();
    }
}
