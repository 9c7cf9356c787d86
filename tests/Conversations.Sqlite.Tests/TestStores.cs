using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Conversations.Sqlite.Tests;

/// <summary>Creates providers and stores on a file, and the room that the tests use.</summary>
internal static class TestStores
{
    public static readonly ConversationId Room = new("room");
    public static readonly UserId Alice = new("alice");
    public static readonly UserId Bob = new("bob");

    public static ServiceProvider Provide(string path, Action<SqliteStoreOptions>? configure = null, TimeProvider? time = null) =>
        new ServiceCollection().AddSingleton(time ?? TimeProvider.System).AddConversations().UseSqlite($"Data Source={path}", configure)
            .Services.BuildServiceProvider();

    public static IConversations Conversations(this ServiceProvider provider) => provider.GetRequiredService<IConversations>();

    public static SqliteConversationStore Store(this ServiceProvider provider) => provider.GetRequiredService<SqliteConversationStore>();

    /// <summary>Opens a file without sharing the connections of this process, as another process would.</summary>
    public static SqliteConversationStore OpenAlone(
        string path, SqliteSchema? schema = null, SqliteStoreOptions? options = null, SqliteLibrary? library = null, ILogger? logger = null,
        TimeProvider? time = null) =>
        new(new SqliteDatabase(path, options ?? new(), schema ?? SqliteSchema.Current, logger ?? NullLogger.Instance, library, time));

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
