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

    internal Task CreateAsync(ConversationId id, int participants) => Conversations.CreateIfNotExistsAsync(
        id, new() { Participants = [.. Enumerable.Range(0, participants).Select(i => new ParticipantDraft(User(i)))] });

    /// <summary>Makes a file with the library's schema, in which a number of users take part in each of a number of conversations.</summary>
    internal static async Task MakeAsync(string path, int rooms = 0, int participants = 2)
    {
        await using var app = new SqliteApp(path);
        await Task.WhenAll(Enumerable.Range(0, rooms).Select(room => app.CreateAsync(Room(room), participants)));
        await app.Conversations.FindAsync(new("none"));
    }
}
