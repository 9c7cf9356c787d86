using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Delivery;

public sealed class SqliteHandlerTests : HandlerTests, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("conversations-");

    public void Dispose() => _folder.Delete(recursive: true);

    // The tests need no write to survive a power cut.
    protected override void Use(IConversationsBuilder builder) => builder.UseSqlite(
        $"Data Source={Path.Combine(_folder.FullName, "conversations.db")}", options => options.Synchronous = SqliteSynchronous.Normal);
}
