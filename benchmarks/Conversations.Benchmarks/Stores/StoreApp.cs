using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Benchmarks;

/// <summary>The service on the SQLite or the PostgreSQL store, set up as an app does it.</summary>
internal sealed class StoreApp : IContestant
{
    private readonly ServiceProvider _services;

    private StoreApp(IConversationsBuilder builder)
    {
        _services = builder.Services.BuildServiceProvider();
        Conversations = _services.GetRequiredService<IConversations>();
    }

    public string Name => "this library";

    internal IConversations Conversations { get; }

    internal static StoreApp OnSqlite(string path) => new(new ServiceCollection().AddConversations().UseSqlite($"Data Source={path}"));

    internal static StoreApp OnPostgreSql(string connectionString, string schema) => new(
        new ServiceCollection().AddConversations().UsePostgreSql(connectionString, options => options.Schema = schema));

    internal static UserId User(int number) => new($"user-{number}");

    internal static ConversationId Room(int number) => new($"room-{number}");

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    public Task SendAsync(int user, int room) => Conversations.SendAsync(Room(room), User(user), IContestant.Text);

    internal Task CreateAsync(ConversationId id, IEnumerable<int> users) => Conversations.CreateIfNotExistsAsync(
        id, new() { Participants = [.. users.Select(user => new ParticipantDraft(User(user)))] });

    /// <summary>
    /// Creates the library's schema if there is none, and conversations that share the
    /// users among them. One more user takes part in every conversation.
    /// </summary>
    internal async Task MakeAsync(int rooms = 0, int users = 0)
    {
        await Task.WhenAll(Enumerable.Range(0, rooms).Select(room => CreateAsync(
            Room(room), Enumerable.Range(0, users).Where(user => user % rooms == room).Append(users))));
        await Conversations.FindAsync(new("none"));
    }
}
