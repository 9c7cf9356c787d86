using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Conversations.Benchmarks;

/// <summary>Counts the statements that a host with handlers runs when nothing happens.</summary>
internal static class IdleHost
{
    private const int Few = 100;

    /// <summary>Statements of this count itself are left out.</summary>
    private const string CallsSql =
        "SELECT query, sum(calls)::bigint FROM pg_stat_statements WHERE query NOT LIKE '%pg_stat_statements%' GROUP BY query";

    internal static async Task<List<string>> RunAsync(DeliveryPlan plan, SqliteFolder folder, string connection)
    {
        (int Handlers, int Conversations)[] worlds = [(1, Few), (10, Few), (10, plan.Quiet)];
        var rows = new List<string>();
        foreach (var (handlers, conversations) in worlds)
        {
            var sqlite = await OnSqliteAsync(plan, folder, handlers, conversations);
            var postgreSql = await OnPostgreSqlAsync(plan, connection, handlers, conversations);
            rows.Add($"| {handlers} handler{(handlers == 1 ? "" : "s")}, {conversations:N0} quiet conversations | {sqlite:N2} | {postgreSql:N2} |");
        }

        return
        [
            $"| statements/s of an idle host, in {plan.Seconds} s | SQLite | PostgreSQL |",
            "|---|--:|--:|",
            .. rows,
        ];
    }

    private static async Task<double> OnSqliteAsync(DeliveryPlan plan, SqliteFolder folder, int handlers, int conversations)
    {
        var path = folder.File("idle");
        await using (var made = StoreApp.OnSqlite(path))
            await made.MakeAsync();

        GeneratedRows.AddConversations(path, 1, conversations, "reader", 1);
        await using var app = Make(new("SQLite", $"Data Source={path}", null), handlers);
        await app.StartAsync(handlers);
        await SettleDownAsync();
        var store = (SqliteConversationStore)app.Store;
        var before = store.Statements;
        await Task.Delay(TimeSpan.FromSeconds(plan.Seconds));
        return (store.Statements - before) / (double)plan.Seconds;
    }

    private static async Task<double> OnPostgreSqlAsync(DeliveryPlan plan, string connection, int handlers, int conversations)
    {
        var schema = $"idle_{handlers}_{conversations}";
        await using (var made = StoreApp.OnPostgreSql(connection, schema))
            await made.MakeAsync();

        await GeneratedConversations.AddAsync(connection, schema, [conversations]);
        await using var app = Make(DeliveryStore.OnPostgreSql(connection, schema), handlers);
        await app.StartAsync(handlers);
        await SettleDownAsync();
        await using var source = NpgsqlDataSource.Create(connection);
        await using (var create = source.CreateCommand("CREATE EXTENSION IF NOT EXISTS pg_stat_statements"))
            await create.ExecuteNonQueryAsync();

        var before = await CallsAsync(source);
        await Task.Delay(TimeSpan.FromSeconds(plan.Seconds));
        var ran = (await CallsAsync(source))
            .Select(one => (Sql: one.Key, Calls: one.Value - before.GetValueOrDefault(one.Key)))
            .Where(one => one.Calls > 0)
            .OrderByDescending(one => one.Calls)
            .ToList();
        foreach (var (sql, calls) in ran)
            Console.WriteLine($"{calls / (double)plan.Seconds:N2}/s  {string.Join(' ', sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).PadRight(100)[..100]}");

        return ran.Sum(one => one.Calls) / (double)plan.Seconds;
    }

    private static DeliveryApp Make(DeliveryStore store, int handlers) => new(store, builder =>
    {
        foreach (var number in Enumerable.Range(0, handlers))
            builder.AddChangeHandler<CountingHandler>($"handler-{number}");
    });

    /// <summary>Waits until the start of the host is over.</summary>
    private static Task SettleDownAsync() => Task.Delay(TimeSpan.FromSeconds(3));

    [SuppressMessage("Security", "CA2100", Justification = "The SQL is a constant.")]
    private static async Task<Dictionary<string, long>> CallsAsync(NpgsqlDataSource source)
    {
        var calls = new Dictionary<string, long>();
        await using var command = source.CreateCommand(CallsSql);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            calls[reader.GetString(0)] = reader.GetInt64(1);

        return calls;
    }
}
