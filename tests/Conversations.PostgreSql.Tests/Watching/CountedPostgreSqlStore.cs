using System.Diagnostics.CodeAnalysis;
using Conversations.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Conversations.PostgreSql.Tests.Watching;

/// <summary>
/// A schema of its own, whose rows the server counts. It has one connection: the server counts for each connection, and adds that up when
/// it is told to on that connection.
/// </summary>
internal sealed class CountedPostgreSqlStore : CountedStore
{
    /// <summary>
    /// Makes the server plan for the fewest rows. By its usual settings it reads a small table as a whole, because that has only some pages.
    /// <see cref="PostgreSqlPlanTests"/> proves by the usual settings that large tables are read by indexes.
    /// </summary>
    private const string PlanForFewRows =
        "-c seq_page_cost=0 -c random_page_cost=0 -c cpu_operator_cost=0 -c cpu_tuple_cost=1 -c cpu_index_tuple_cost=1 -c enable_bitmapscan=off -c jit=off";

    private static int _count;

    private readonly string _schema = $"counted_{Environment.ProcessId}_{Interlocked.Increment(ref _count)}";
    private readonly Watch _watch = new();
    private readonly NpgsqlDataSource _source;

    internal CountedPostgreSqlStore()
    {
        var settings = new NpgsqlConnectionStringBuilder(Server.ConnectionString) { MaxAutoPrepare = 64, MinPoolSize = 1, MaxPoolSize = 1, Options = PlanForFewRows };
        _source = new NpgsqlDataSourceBuilder(settings.ConnectionString).UseLoggerFactory(_watch).Build();
    }

    public override void Use(IConversationsBuilder builder) => builder.UsePostgreSql(_source, options => options.Schema = _schema);

    /// <summary>Adds the rows of tables that were read without an index to the entries of indexes that were read.</summary>
    public override async Task<StoreCost> ReadCostAsync()
    {
        var (statements, transactions) = (_watch.RoundTrips, _watch.Transactions);
        await AskAsync("SELECT pg_stat_force_next_flush()");
        var rows = await AskAsync(
            $"""
            SELECT (SELECT coalesce(sum(seq_tup_read), 0) FROM pg_stat_user_tables WHERE schemaname = '{_schema}')
                + (SELECT coalesce(sum(idx_tup_read), 0) FROM pg_stat_user_indexes WHERE schemaname = '{_schema}')
            """);
        var own = (_watch.RoundTrips - statements, _watch.Transactions - transactions);
        (_ownStatements, _ownTransactions) = (_ownStatements + own.Item1, _ownTransactions + own.Item2);
        return new(_watch.RoundTrips - _ownStatements, _watch.Transactions - _ownTransactions, (long)(decimal)rows!);
    }

    public override Task SettleAsync() => AskAsync($"ANALYZE {string.Join(", ", _tables.Select(table => $"{_schema}.{table}"))}");

    public override async ValueTask DisposeAsync()
    {
        await AskAsync($"DROP SCHEMA IF EXISTS {_schema} CASCADE");
        await _source.DisposeAsync();
        _watch.Dispose();
        await base.DisposeAsync();
    }

    private static readonly string[] _tables = ["conversations", "participants", "messages", "reactions", "changes", "departures"];

    private int _ownStatements;
    private int _ownTransactions;

    [SuppressMessage("Security", "CA2100", Justification = "Constants of the tests.")]
    private async Task<object?> AskAsync(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
