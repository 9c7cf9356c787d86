using System.Diagnostics.CodeAnalysis;
using Conversations.PostgreSql.Tests.Watching;
using Conversations.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Conversations.PostgreSql.Tests;

/// <summary>A schema that all tests of a suite share, on the server that all suites share.</summary>
public sealed class PostgreSqlFixture : StoreFixture
{
    private static int _schemas;

    private readonly string _schema = $"suite_{Environment.ProcessId}_{Interlocked.Increment(ref _schemas)}";

    /// <summary>The providers of all tests share the connections: a new one has to plan all statements.</summary>
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(PostgreSqlConversationsBuilderExtensions.SettingsOf(Server.ConnectionString));

    public override bool WaitsForWrites => true;

    public override int FaultRounds => 4;

    public override void Use(IConversationsBuilder builder) => builder.UsePostgreSql(_source, options => options.Schema = _schema);

    public override async ValueTask DisposeAsync()
    {
        await using (_source)
        {
            await using var command = _source.CreateCommand($"DROP SCHEMA IF EXISTS {_schema} CASCADE");
            await command.ExecuteNonQueryAsync();
        }

        await base.DisposeAsync();
    }

    public override BreakableStore OpenBreakable() => new BreakablePostgreSqlStore();

    public override CountedStore? OpenCounted() => new CountedPostgreSqlStore();

    public override Task<IReadOnlyCollection<string>?> ReadRawAsync() => Task.FromResult<IReadOnlyCollection<string>?>(ReadTexts());

    /// <summary>The database dates changes for watches by its own clock, which no test can move. So what it has dated becomes older.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "The name of our own schema.")]
    public override async Task PassAsync(TimeSpan time)
    {
        await using var command = _source.CreateCommand(
            $"""
            UPDATE {_schema}.conversations SET changed_at = changed_at - @time;
            UPDATE {_schema}.participants SET changed_at = changed_at - @time;
            UPDATE {_schema}.departures SET at = at - @time;
            UPDATE {_schema}.watch_notes SET at = at - @time;
            UPDATE {_schema}.watch_hosts SET alive_until = alive_until - @time;
            """);
        command.Parameters.AddWithValue("time", time);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Returns every row of every table as text, as another program would read it.</summary>
    private List<string> ReadTexts()
    {
        using var connection = new NpgsqlConnection(Server.ConnectionString);
        connection.Open();
        return
        [
            .. Texts(connection, $"SELECT tablename FROM pg_tables WHERE schemaname = '{_schema}'")
                .SelectMany(table => Texts(connection, $"SELECT t::text FROM {_schema}.{table} t")),
        ];
    }

    [SuppressMessage("Security", "CA2100", Justification = "Names of our own tables.")]
    private static List<string> Texts(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read())
            texts.Add(reader.GetString(0));

        return texts;
    }
}
