using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Benchmarks;

/// <summary>A store that changes are delivered from.</summary>
/// <param name="Name">The name for a table.</param>
/// <param name="Place">The connection string, or null for the store in memory.</param>
/// <param name="Schema">The schema of a PostgreSQL database, or null for another store.</param>
internal sealed record DeliveryStore(string Name, string? Place, string? Schema)
{
    internal static DeliveryStore InMemory => new("in memory", null, null);

    internal static DeliveryStore OnSqlite(SqliteFolder folder, string name) => new("SQLite", $"Data Source={folder.File(name)}", null);

    internal static DeliveryStore OnPostgreSql(string connectionString, string schema) => new("PostgreSQL", connectionString, schema);

    internal Task<CpuMeter> MeterAsync() => Schema is null ? Task.FromResult(CpuMeter.OfThisProcess) : CpuMeter.WithServerAsync(Place!);

    internal void Use(IConversationsBuilder builder)
    {
        if (Place is null)
            builder.UseInMemory();
        else if (Schema is null)
            builder.UseSqlite(Place);
        else
            builder.UsePostgreSql(Place, options => options.Schema = Schema);
    }
}
