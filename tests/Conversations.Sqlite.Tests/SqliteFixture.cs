using Conversations.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Sqlite.Tests;

/// <summary>A file that all tests of a suite share.</summary>
public sealed class SqliteFixture : StoreFixture, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public override bool WaitsForWrites => true;

    private string ConnectionString => $"Data Source={_folder.File("conversations.db")}";

    public override void Use(IConversationsBuilder builder) => builder.UseSqlite(ConnectionString);

    public override ValueTask DisposeAsync()
    {
        Dispose();
        return base.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    public override BreakableStore OpenBreakable() => new BreakableSqliteStore();

    public override CountedStore? OpenCounted() => new CountedSqliteStore();

    public override Task<IReadOnlyCollection<string>?> ReadRawAsync() => Task.FromResult<IReadOnlyCollection<string>?>(ReadTexts());

    /// <summary>Returns every text in every row of every table, as another program would read them.</summary>
    private List<string> ReadTexts()
    {
        using var connection = new SqliteConnection($"{ConnectionString};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return [.. Rows(connection, "SELECT name FROM sqlite_schema WHERE type = 'table'").SelectMany(table => Rows(connection, $"SELECT * FROM {table}"))];
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "Names of our own tables.")]
    private static List<string> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read())
            texts.AddRange(Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue).OfType<string>());

        return texts;
    }
}
