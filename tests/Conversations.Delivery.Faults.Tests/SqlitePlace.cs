using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Delivery.Faults;

/// <summary>A file.</summary>
internal sealed class SqlitePlace : Place
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("conversations-");

    private string File => Path.Combine(_folder.FullName, "conversations.db");

    internal override IReadOnlyList<string> Arguments => ["sqlite", File];

    // No run needs a write to survive a power cut.
    internal override void Use(IConversationsBuilder builder) =>
        builder.UseSqlite($"Data Source={File}", options => options.Synchronous = SqliteSynchronous.Normal);

    [SuppressMessage("Performance", "CA1849", Justification = "The asynchronous method cannot begin a transaction that locks at once.")]
    internal override async Task RollBackAsync(ConversationId id)
    {
        await using var connection = new SqliteConnection(string.Create(CultureInfo.InvariantCulture, $"Data Source={File};Pooling=False;Default Timeout=60"));
        await connection.OpenAsync();
        await using var transaction = connection.BeginTransaction(deferred: false);
        await using var command = connection.CreateCommand();
        command.CommandText = "UPDATE conversations SET version = version + 1, pending = coalesce(pending, version) WHERE id = $id";
        command.Parameters.AddWithValue("$id", id.Value);
        command.Transaction = transaction;
        (await command.ExecuteNonQueryAsync()).Should().Be(1);
        await transaction.RollbackAsync();
    }

    public override ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
