using System.Diagnostics;
using Conversations.Histories;
using Conversations.Servers;
using Npgsql;

namespace Conversations.Benchmarks;

/// <summary>
/// The database of a run: the one of the given connection string, or a throw-away server that writes every commit to the disk.
/// </summary>
internal sealed class LoadDatabase : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);
    private readonly ThrowAwayServer? _server;
    private readonly NpgsqlDataSource _source;

    internal LoadDatabase(string? given)
    {
        _server = given is null ? ThrowAwayServer.Start("fsync=on", "synchronous_commit=on", "full_page_writes=on", "track_functions=pl") : null;
        var name = $"conversations-load-{Environment.ProcessId}";
        ConnectionString = new NpgsqlConnectionStringBuilder(given ?? _server!.ConnectionString) { ApplicationName = name }.ConnectionString;
        _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(ConnectionString) { ApplicationName = $"{name}-parent" });
    }

    internal string ConnectionString { get; }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        _server?.Dispose();
    }

    internal async Task<string> DescribeAsync()
    {
        var settings = await ReadAsync<string>(
            "SELECT format('PostgreSQL %s, fsync %s, synchronous_commit %s', split_part(current_setting('server_version'), ' ', 1), current_setting('fsync'), "
            + "current_setting('synchronous_commit'))");
        return _server is null ? settings! : $"{settings}, on {new DriveInfo((await ReadAsync<string>("SHOW data_directory"))!).DriveFormat}";
    }

    /// <summary>
    /// Makes a throw-away server write its changed pages, so that each measurement begins
    /// with the same small backlog. Does nothing to a given database.
    /// </summary>
    internal Task CheckpointAsync() => _server is null ? Task.CompletedTask : ReadAsync<object>("CHECKPOINT");

    /// <summary>
    /// Returns the number of deadlocks in the whole database, as the server counts them since it last reset its statistics.
    /// </summary>
    internal Task<long> DeadlocksAsync() => ReadAsync<long>("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");

    /// <summary>
    /// Returns how often the functions of a schema were called, or 0 if the server does not track calls (<c>track_functions</c>).
    /// </summary>
    internal Task<long> CallsAsync(string schema) =>
        ReadAsync<long>("SELECT coalesce(sum(calls), 0)::bigint FROM pg_stat_user_functions WHERE schemaname = $1", schema);

    /// <summary>Waits until the hosts' connections are closed, because a connection reports its last figures when it closes.</summary>
    internal async Task WaitForFiguresAsync()
    {
        var start = Stopwatch.GetTimestamp();
        while (await ReadAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE application_name = $1", ApplicationName) > 0)
        {
            if (Stopwatch.GetElapsedTime(start) > _patience)
                throw new InvalidOperationException("The hosts have exited, but their connections to the server did not close within 20 seconds.");

            await Task.Delay(50);
        }
    }

    /// <summary>Checks the history of all hosts against what a new provider reads from the database.</summary>
    internal async Task<IReadOnlyList<Anomaly>> CheckAsync(string schema, Histories.History history, LoadRooms rooms)
    {
        await using var provider = LoadPlan.Provide(ConnectionString, schema, writers: 1);
        return HistoryCheck.Find(history.Attempts, await EndState.ReadAsync(provider, rooms.Ids));
    }

    internal Task DropAsync(string schema) => ReadAsync<object>($"DROP SCHEMA IF EXISTS {schema} CASCADE");

    private string ApplicationName => new NpgsqlConnectionStringBuilder(ConnectionString).ApplicationName!;

    private async Task<T?> ReadAsync<T>(string sql, params string[] values)
    {
        await using var command = _source.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });

        return await command.ExecuteScalarAsync() is T found ? found : default;
    }
}
