using Conversations.Storage.InMemory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Conversations.Tests.Storage;

/// <summary>
/// Tests that the cost of a call does not grow. The cost is measured in allocated bytes. The in-memory store completes
/// synchronously, so all allocations are on the thread of the caller.
/// </summary>
public sealed class GrowthTests : IAsyncDisposable
{
    private const int Rounds = 100;

    private readonly FakeTimeProvider _clock = new();
    private readonly List<ServiceProvider> _providers = [];
    private readonly UserId _alice = new("alice");
    private readonly UserId _bob = new("bob");

    public async ValueTask DisposeAsync()
    {
        foreach (var provider in _providers)
            await provider.DisposeAsync();
    }

    [Fact]
    public async Task Cost_of_the_first_inbox_page_does_not_grow_with_the_number_of_conversations()
    {
        var bytes = new List<long>();
        foreach (var count in new[] { 10, 1_000, 10_000 })
        {
            var conversations = Start();
            for (var i = 0; i < count; i++)
            {
                await CreateAsync(conversations, new($"room-{i}"), _alice, _bob);
                await conversations.SendAsync(new($"room-{i}"), _alice, "hello");
                _clock.Advance(TimeSpan.FromMinutes(2));
            }

            bytes.Add(BytesOf(() => conversations.ListInboxAsync(_bob).PageAsync(20)));
        }

        // The first inbox has only ten entries, so its page is half as long as the others. They may cost up to three times as much.
        bytes.Should().OnlyContain(one => one <= 3 * bytes[0], "{0} bytes were allocated", string.Join(", ", bytes));
        bytes[2].Should().BeLessThanOrEqualTo(bytes[1] * 11 / 10);
    }

    [Fact]
    public async Task Cost_of_a_middle_inbox_page_does_not_grow_with_the_number_of_conversations()
    {
        var bytes = new List<long>();
        foreach (var count in new[] { 100, 10_000 })
        {
            var conversations = Start();
            for (var i = 0; i < count; i++)
            {
                await CreateAsync(conversations, new($"room-{i}"), _alice, _bob);
                await conversations.SendAsync(new($"room-{i}"), _alice, "hello");
                _clock.Advance(TimeSpan.FromMinutes(2));
            }

            var cursor = (string?)null;
            for (var i = 0; i < count / 2; i += 50)
                cursor = (await conversations.ListInboxAsync(_bob).PageAsync(50, cursor)).Next;

            bytes.Add(BytesOf(() => conversations.ListInboxAsync(_bob).PageAsync(20, cursor)));
        }

        bytes[1].Should().BeLessThanOrEqualTo(bytes[0] * 3 / 2);
    }

    [Fact]
    public async Task Cost_of_the_unread_count_does_not_grow_with_the_number_of_unread_messages()
    {
        var conversations = Start();
        var (one, many) = (new ConversationId("one"), new ConversationId("many"));
        await CreateAsync(conversations, one, _alice, _bob);
        await CreateAsync(conversations, many, _alice, _bob);
        await conversations.SendAsync(one, _alice, "hello");
        for (var i = 0; i < 100_000; i++)
            await conversations.SendAsync(many, _alice, "hello");

        (await conversations.FindReadStateAsync(many, _bob)).Should().Be(new ReadState(0, 100_000, false));
        BytesOf(() => conversations.FindReadStateAsync(many, _bob)).Should().Be(BytesOf(() => conversations.FindReadStateAsync(one, _bob)));
    }

    [Fact]
    public async Task Cost_of_a_send_does_not_grow_with_the_number_of_participants()
    {
        var bytes = new List<long>();
        foreach (var count in new[] { 2, 1_000 })
        {
            var conversations = Start();
            var id = new ConversationId("room");
            await CreateAsync(conversations, id, [_alice, .. Enumerable.Range(1, count - 1).Select(i => new UserId($"user-{i}"))]);
            await conversations.SendAsync(id, _alice, "the first, which brings it into every inbox");

            bytes.Add(BytesOf(() => conversations.SendAsync(id, _alice, "hello")));
        }

        bytes[1].Should().BeLessThanOrEqualTo(bytes[0] * 12 / 10);
    }

    private IConversations Start()
    {
        var store = new InMemoryConversationStore();
        var services = new ServiceCollection().AddSingleton<TimeProvider>(_clock);
        services.AddConversations().UseStore(nameof(ConversationsBuilderExtensions.UseInMemory), _ => store);
        var provider = services.BuildServiceProvider();
        _providers.Add(provider);
        return provider.GetRequiredService<IConversations>();
    }

    private static Task<ConversationResult> CreateAsync(IConversations conversations, ConversationId id, params UserId[] users) =>
        conversations.CreateIfNotExistsAsync(id, new() { Participants = [.. users.Select(user => new ParticipantDraft(user))] });

    private static long BytesOf(Func<Task> call)
    {
        Run(call);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(call);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / Rounds;
    }

    private static void Run(Func<Task> call)
    {
        for (var i = 0; i < Rounds; i++)
        {
            if (!call().IsCompletedSuccessfully)
                throw new InvalidOperationException("The call did not complete synchronously, so its allocations were not all measured.");
        }
    }
}
