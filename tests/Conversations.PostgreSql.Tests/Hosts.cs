using System.Diagnostics.CodeAnalysis;
using Conversations.Histories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Conversations.PostgreSql.Tests;

/// <summary>Service providers that share a schema of their own, as hosts do.</summary>
/// <param name="server">
/// The connection string of a server of the test, or null for the server that all tests share, from which the schema is dropped at the end.
/// </param>
internal sealed class Hosts(string? server = null) : IAsyncDisposable
{
    private static int _count;

    private readonly string _server = server ?? Server.ConnectionString;
    private readonly List<ServiceProvider> _providers = [];
    private readonly WarningCount _warnings = new();

    internal string Schema { get; } = $"hosts_{Environment.ProcessId}_{Interlocked.Increment(ref _count)}";

    /// <summary>Gets how often the hosts logged that they send again.</summary>
    internal int Retries => _warnings.Retries;

    /// <summary>Gets how often the hosts logged a warning.</summary>
    internal int Warnings => _warnings.Count;

    internal IConversations Start(
        string? connectionString = null, Action<PostgreSqlStoreOptions>? configure = null, TimeProvider? time = null)
    {
        _providers.Add(Provide(connectionString ?? _server, configure, time));
        return _providers[^1].GetRequiredService<IConversations>();
    }

    /// <summary>Starts a host on a data source that the app created.</summary>
    internal IConversations Start(NpgsqlDataSource source)
    {
        _providers.Add(new ServiceCollection().AddConversations().UsePostgreSql(source, options => options.Schema = Schema).Services.BuildServiceProvider());
        return _providers[^1].GetRequiredService<IConversations>();
    }

    /// <summary>Returns the store of the host that was started last.</summary>
    internal PostgreSqlConversationStore Store() => _providers[^1].GetRequiredService<PostgreSqlConversationStore>();

    /// <summary>Stops the host that was started last.</summary>
    internal ValueTask StopAsync() => _providers[^1].DisposeAsync();

    /// <summary>Reads the end state by a host of its own.</summary>
    internal async Task<IReadOnlyDictionary<ConversationId, EndState>> ReadEndAsync(IEnumerable<ConversationId> ids)
    {
        await using var provider = Provide(_server, configure: null, time: null);
        return await EndState.ReadAsync(provider, ids);
    }

    /// <summary>Locks a conversation's row, as a transaction of another program would.</summary>
    internal async Task<NpgsqlTransaction> LockInTransactionAsync(NpgsqlConnection connection, ConversationId id)
    {
        await connection.OpenAsync();
        var transaction = await connection.BeginTransactionAsync();
        await LockAsync(connection, id);
        return transaction;
    }

    /// <summary>Locks a conversation's row in a transaction that is open.</summary>
    internal Task LockAsync(NpgsqlConnection connection, ConversationId id) =>
        RunAsync(connection, "SELECT 1 FROM @schema.conversations WHERE conversation_id = $1 FOR UPDATE", id.Value);

    /// <summary>Runs a statement as another program would.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "The name of our own schema.")]
    internal async Task RunAsync(NpgsqlConnection connection, string sql, params string[] values)
    {
        await using var command = new NpgsqlCommand(sql.Replace("@schema", Schema, StringComparison.Ordinal), connection);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });

        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Waits until a transaction waits for a lock of this connection.</summary>
    internal async Task WaitForWaiterAsync(NpgsqlConnection holder)
    {
        await using var source = NpgsqlDataSource.Create(_server);
        await using var command = source.CreateCommand("SELECT count(*) FROM pg_stat_activity WHERE $1 = ANY (pg_blocking_pids(pid))");
        command.Parameters.Add(new() { Value = holder.ProcessID });
        while ((long)(await command.ExecuteScalarAsync())! == 0)
            await Task.Delay(5);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var provider in _providers)
            await provider.DisposeAsync();

        _warnings.Dispose();
        if (server is not null)
            return;

        await using var source = NpgsqlDataSource.Create(_server);
        await using var command = source.CreateCommand($"DROP SCHEMA IF EXISTS {Schema} CASCADE");
        await command.ExecuteNonQueryAsync();
    }

    private ServiceProvider Provide(string connectionString, Action<PostgreSqlStoreOptions>? configure, TimeProvider? time)
    {
        var services = new ServiceCollection().AddSingleton<ILoggerFactory>(_warnings);
        if (time is not null)
            services.AddSingleton(time);

        return services.AddConversations()
            .UsePostgreSql(connectionString, options =>
            {
                options.Schema = Schema;
                configure?.Invoke(options);
            })
            .Services.BuildServiceProvider();
    }
}
