using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Benchmarks;

/// <summary>The service as an app has it, on a SQLite file.</summary>
internal sealed class SqliteApp : IContestant
{
    private readonly ServiceProvider _services;

    internal SqliteApp(string path)
    {
        _services = new ServiceCollection().AddConversations().UseSqlite($"Data Source={path}").Services.BuildServiceProvider();
        Conversations = _services.GetRequiredService<IConversations>();
    }

    public string Name => "this library";

    internal IConversations Conversations { get; }

    internal static UserId User(int number) => new($"user-{number}");

    internal static ConversationId Room(int number) => new($"room-{number}");

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    public Task SendAsync(int user, int room) => Conversations.SendAsync(Room(room), User(user), IContestant.Text);

    internal Task CreateAsync(ConversationId id, IEnumerable<int> users) => Conversations.CreateIfNotExistsAsync(
        id, new() { Participants = [.. users.Select(user => new ParticipantDraft(User(user)))] });

    /// <summary>Makes a file with the library's schema, in which users are spread over conversations, and one more user takes part in all.</summary>
    internal static async Task MakeAsync(string path, int rooms = 0, int users = 0)
    {
        await using var app = new SqliteApp(path);
        await Task.WhenAll(Enumerable.Range(0, rooms).Select(room => app.CreateAsync(
            Room(room), Enumerable.Range(0, users).Where(user => user % rooms == room).Append(users))));
        await app.Conversations.FindAsync(new("none"));
    }
}
