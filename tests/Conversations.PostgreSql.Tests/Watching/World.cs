using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Conversations.PostgreSql.Tests.Watching;

/// <summary>A room of two participants with some messages, in a schema of its own, and a watch on what calls do to the server.</summary>
internal sealed class World : IAsyncDisposable
{
    private static int _count;

    private readonly NpgsqlDataSource _source;
    private readonly ServiceProvider _provider;
    private int _ids;

    private World(string settings)
    {
        var builder = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(Server.ConnectionString) { MaxAutoPrepare = 64, Options = settings }.ConnectionString);
        _source = builder.UseLoggerFactory(Watch).Build();
        _provider = new ServiceCollection().AddConversations().UsePostgreSql(_source, options => options.Schema = Schema).Services.BuildServiceProvider();
    }

    internal static UserId Alice { get; } = new("alice");

    internal static UserId Bob { get; } = new("bob");

    internal static ConversationId Room { get; } = new("room");

    internal string Schema { get; } = $"world_{Environment.ProcessId}_{Interlocked.Increment(ref _count)}";

    internal Watch Watch { get; } = new();

    internal IConversations Conversations => _provider.GetRequiredService<IConversations>();

    internal PostgreSqlConversationStore Store => _provider.GetRequiredService<PostgreSqlConversationStore>();

    /// <summary>Creates the room, with the messages "m-1" to "m-10" of Alice.</summary>
    /// <param name="settings">The settings of the connections, as options of the server's command line.</param>
    internal static async Task<World> CreateAsync(string settings = "")
    {
        var world = new World(settings);
        await world.Conversations.CreateIfNotExistsAsync(Room, new() { Subject = "House", Participants = [new(Alice), new(Bob)] });
        for (var i = 1; i <= 10; i++)
            await world.Conversations.SendAsync(Room, Alice, $"Message {i}", new MessageId($"m-{i}"));

        await world.Conversations.SetUserAsync(Alice, new() { Name = "Alice" });
        return world;
    }

    /// <summary>Returns a new name.</summary>
    internal string Next(string kind) => $"{kind}-new-{Interlocked.Increment(ref _ids)}";

    internal async Task<MessageId> SendAsync(UserId? sender = null)
    {
        var id = new MessageId(Next("m"));
        await Conversations.SendAsync(Room, sender ?? Alice, "Hello", id);
        return id;
    }

    internal async Task<ConversationId> CreateAsync(params UserId[] users)
    {
        var id = new ConversationId(Next("c"));
        await Conversations.CreateIfNotExistsAsync(id, new() { Participants = [.. users.Select(user => new ParticipantDraft(user))] });
        return id;
    }

    /// <summary>Runs SQL with the schema of the world in the search path.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "Constants of the tests.")]
    internal async Task<object?> RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(Server.ConnectionString) { SearchPath = Schema, CommandTimeout = 300 }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>
    /// Collects statistics and marks the rows as visible to all. Until they are, a plan that reads an index alone costs more than one that reads the table.
    /// A transaction that another test holds open delays that, so this tries again, for at most about a minute. A page that was added but holds
    /// no row yet does not count as visible, so not all pages are asked for.
    /// </summary>
    internal async Task VacuumAsync(params string[] tables)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            await RunAsync($"VACUUM ANALYZE {string.Join(", ", tables)}");
            var isVisible = await RunAsync(
                $"""
                SELECT bool_and(relallvisible >= 0.95 * relpages) FROM pg_class
                WHERE relnamespace = '{Schema}'::regnamespace AND relname IN ('{string.Join("', '", tables)}')
                """);
            if (isVisible is true)
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }

        throw new InvalidOperationException("A transaction was open for a minute, so the rows are not visible to all.");
    }

    /// <summary>Closes the connections that are not in use.</summary>
    internal void CloseConnections() => _source.Clear();

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        await _source.DisposeAsync();
        await RunAsync($"DROP SCHEMA IF EXISTS {Schema} CASCADE");
        Watch.Dispose();
    }
}
