using System.Diagnostics;
using Conversations.Histories;
using Conversations.Servers;
using Npgsql;

namespace Conversations.Benchmarks;

/// <summary>The database of a run: one that was given, else that of a server of its own, which writes what it commits to the disk.</summary>
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
        return _server is null ? settings! : $"{settings}, on {FileSystemOf((await ReadAsync<string>("SHOW data_directory"))!)}";
    }

    /// <summary>Lets each measurement begin with as little left to write for the server, where the server is ours.</summary>
    internal Task CheckpointAsync() => _server is null ? Task.CompletedTask : ReadAsync<object>("CHECKPOINT");

    /// <summary>Counts deadlocks in the whole database since it was made.</summary>
    internal Task<long> DeadlocksAsync() => ReadAsync<long>("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");

    /// <summary>Counts how often functions of a schema were called, which only a server that tracks them knows; 0 = it does not.</summary>
    internal Task<long> CallsAsync(string schema) =>
        ReadAsync<long>("SELECT coalesce(sum(calls), 0)::bigint FROM pg_stat_user_functions WHERE schemaname = $1", schema);

    /// <summary>Waits until the hosts' connections are gone: their last figures come with their end.</summary>
    internal async Task WaitForFiguresAsync()
    {
        var start = Stopwatch.GetTimestamp();
        while (await ReadAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE application_name = $1", ApplicationName) > 0)
        {
            if (Stopwatch.GetElapsedTime(start) > _patience)
                throw new InvalidOperationException("The hosts have ended, but not their connections.");

            await Task.Delay(50);
        }
    }

    /// <summary>Judges what the hosts did, by a provider that was made for this.</summary>
    internal async Task<IReadOnlyList<Anomaly>> CheckAsync(string schema, History history, LoadRooms rooms)
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

    private static string FileSystemOf(string folder) => DriveInfo.GetDrives()
        .Where(drive => folder.StartsWith(drive.Name, StringComparison.Ordinal))
        .MaxBy(drive => drive.Name.Length)?.DriveFormat ?? "an unknown file system";
}
