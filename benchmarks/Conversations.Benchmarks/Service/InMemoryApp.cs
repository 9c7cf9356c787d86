using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Benchmarks;

/// <summary>
/// The service on the in-memory store, set up as an app does it, with methods
/// that create conversations of any size and send to them.
/// </summary>
internal sealed class InMemoryApp : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    internal InMemoryApp() => _services = new ServiceCollection()
        .AddSingleton<TimeProvider>(Clock)
        .AddConversations()
        .UseInMemory()
        .Services.BuildServiceProvider();

    internal AdvancingClock Clock { get; } = new();

    internal static UserId Sender { get; } = new("user-0");

    internal IConversations Conversations => _services.GetRequiredService<IConversations>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    internal async Task<ConversationId> CreateAsync(string name, int participants = 2)
    {
        var id = new ConversationId(name);
        await Conversations.CreateIfNotExistsAsync(
            id, new() { Participants = [.. Enumerable.Range(0, participants).Select(i => new ParticipantDraft(new($"user-{i}")))] });
        return id;
    }

    internal async Task SendAsync(ConversationId id, int count)
    {
        for (var i = 0; i < count; i++)
            await Conversations.SendAsync(id, Sender, "Is it still available?");
    }
}
