using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Conversations.PostgreSql.Tests;

/// <summary>Providers on one schema of their own, as hosts would share it; the schema goes with them.</summary>
internal sealed class Hosts : IAsyncDisposable
{
    private static int _count;

    private readonly List<ServiceProvider> _providers = [];

    internal string Schema { get; } = $"hosts_{Environment.ProcessId}_{Interlocked.Increment(ref _count)}";

    internal IConversations Start(string? connectionString = null, Action<PostgreSqlStoreOptions>? configure = null)
    {
        var provider = new ServiceCollection().AddConversations()
            .UsePostgreSql(connectionString ?? Server.ConnectionString, options =>
            {
                options.Schema = Schema;
                configure?.Invoke(options);
            })
            .Services.BuildServiceProvider();
        _providers.Add(provider);
        return provider.GetRequiredService<IConversations>();
    }

    /// <summary>Gives the store of the host that was started last.</summary>
    internal PostgreSqlConversationStore Store() => _providers[^1].GetRequiredService<PostgreSqlConversationStore>();

    /// <summary>Locks a conversation's row, as a transaction of somebody else would.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "The name of our own schema.")]
    internal async Task<NpgsqlTransaction> HoldAsync(NpgsqlConnection connection, ConversationId id)
    {
        await connection.OpenAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand($"SELECT 1 FROM {Schema}.conversations WHERE conversation_id = @id FOR UPDATE", connection);
        command.Parameters.AddWithValue("id", id.Value);
        await command.ExecuteScalarAsync();
        return transaction;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var provider in _providers)
            await provider.DisposeAsync();

        await using var source = NpgsqlDataSource.Create(Server.ConnectionString);
        await using var command = source.CreateCommand($"DROP SCHEMA IF EXISTS {Schema} CASCADE");
        await command.ExecuteNonQueryAsync();
    }
}
