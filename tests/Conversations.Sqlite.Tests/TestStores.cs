using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Conversations.Sqlite.Tests;

/// <summary>Providers, stores and commits of the tests of one file.</summary>
internal static class TestStores
{
    public static readonly ConversationId Room = new("room");
    public static readonly UserId Alice = new("alice");
    public static readonly UserId Bob = new("bob");

    public static ServiceProvider Provide(string path, Action<SqliteStoreOptions>? configure = null) =>
        new ServiceCollection().AddConversations().UseSqlite($"Data Source={path}", configure).Services.BuildServiceProvider();

    public static IConversations Conversations(this ServiceProvider provider) => provider.GetRequiredService<IConversations>();

    public static SqliteConversationStore Store(this ServiceProvider provider) => provider.GetRequiredService<SqliteConversationStore>();

    /// <summary>Uses a file with connections of its own, as another process does.</summary>
    public static SqliteConversationStore OpenAlone(string path, SqliteSchema? schema = null, SqliteStoreOptions? options = null) =>
        new(new SqliteDatabase(path, options ?? new(), schema ?? SqliteSchema.Current, NullLogger.Instance));

    public static Task CreateRoomAsync(this IConversations conversations) =>
        conversations.CreateIfNotExistsAsync(Room, new() { Subject = "House", Participants = [new(Alice), new(Bob)] });

    public static async Task<List<Message>> ReadAllAsync(this IConversations conversations)
    {
        var messages = new List<Message>();
        await foreach (var message in conversations.ListMessagesAsync(Room))
            messages.Add(message);

        return messages;
    }
}
