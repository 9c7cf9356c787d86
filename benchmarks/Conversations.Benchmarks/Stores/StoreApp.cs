using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Benchmarks;

/// <summary>The service as an app has it, on a store of its choice.</summary>
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

    /// <summary>Makes the library's schema where there is none, with users spread over conversations, and one more user who takes part in all.</summary>
    internal async Task MakeAsync(int rooms = 0, int users = 0)
    {
        await Task.WhenAll(Enumerable.Range(0, rooms).Select(room => CreateAsync(
            Room(room), Enumerable.Range(0, users).Where(user => user % rooms == room).Append(users))));
        await Conversations.FindAsync(new("none"));
    }
}
