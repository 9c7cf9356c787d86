using Conversations.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Conversations.Sqlite.Tests;

/// <summary>
/// A file of its own whose statements are counted, and in place of its rows the steps of SQLite's virtual machine: it takes several for
/// each row.
/// </summary>
internal sealed class CountedSqliteStore : CountedStore
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteConversationStore _store;
    private long _transactions;

    internal CountedSqliteStore()
    {
        _store = new(Path, new(), NullLogger.Instance);
        _store.Database.Writer.Begins += Begin;
    }

    private string Path => _folder.File("conversations.db");

    /// <summary>Shares the connections of this process with the store that counts.</summary>
    public override void Use(IConversationsBuilder builder) => builder.UseSqlite($"Data Source={Path}");

    public override async Task<StoreCost> ReadCostAsync()
    {
        var writer = await _store.Database.Writer.RunAsync(static session => session.Steps);
        return new(_store.Statements, Interlocked.Read(ref _transactions), writer + _store.Database.Readers.Steps);
    }

    public override async ValueTask DisposeAsync()
    {
        _store.Database.Writer.Begins -= Begin;
        await _store.DisposeAsync();
        _folder.Dispose();
        await base.DisposeAsync();
    }

    private void Begin(int milliseconds) => Interlocked.Increment(ref _transactions);
}
