using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Testing;

/// <summary>
/// Tests concurrent calls. Their results must be correct whichever call is faster. The environment variable
/// <c>CONVERSATIONS_RACE_ROUNDS</c> sets the number of rounds of a race.
/// </summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract partial class RaceSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    private const int Creators = 16;

    // Calls of one host that change the same conversation run one after the other. So calls of several hosts race.
    private const int HostCount = 4;

    private IConversations[]? _hosts;
    private object? _hostsLock;

    /// <summary>If many callers create the same conversation, exactly one creates it and all get it.</summary>
    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task Only_one_of_sixteen_callers_creates_the_conversation_and_all_get_it()
    {
        for (var round = 0; round < Few; round++)
        {
            var id = NewId();

            var results = await Race.RunAsync(Creators, i => Conversations.CreateIfNotExistsAsync(
                id, new() { Participants = [new(Alice), new(Bob)], Subject = $"by {i}" }));

            await AssertCreatedOnceAsync(id, results);
        }
    }

    /// <summary>If many callers open the same one-on-one conversation, exactly one creates it and all get it.</summary>
    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task Only_one_of_sixteen_callers_creates_the_one_on_one_and_all_get_it()
    {
        for (var round = 0; round < Few; round++)
        {
            var (a, b) = (NewUserId(), NewUserId());

            var results = await Race.RunAsync(Creators, i =>
                Conversations.OpenOneOnOneAsync(i % 2 == 0 ? a : b, i % 2 == 0 ? b : a, new() { Subject = $"by {i}" }));

            await AssertCreatedOnceAsync(OneOnOneId.Compute(a.Value, b.Value), results);
        }
    }

    /// <summary>
    /// If many callers open a one-on-one conversation that one of the users left, that user is added exactly once.
    /// </summary>
    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task Concurrent_calls_that_open_a_one_on_one_add_the_missing_user_once()
    {
        for (var round = 0; round < Few; round++)
        {
            var (a, b) = (NewUserId(), NewUserId());
            var id = (await Conversations.OpenOneOnOneAsync(a, b)).Conversation.Id;
            await Conversations.RemoveParticipantAsync(id, b);

            var results = await Race.RunAsync(Creators, _ => Conversations.OpenOneOnOneAsync(a, b));

            Assert.All(results, result => Assert.Equal((false, 2, 3), (result.Created, result.Conversation.ParticipantCount, result.Conversation.Version)));
            Assert.Equal(3, (await LogAsync(id)).Count);
        }
    }

    /// <summary>Gets the number of rounds of a race that has many callers in each round.</summary>
    private int Few => Math.Max(1, RaceRounds / 50);

    private async Task AssertCreatedOnceAsync(ConversationId id, ConversationResult[] results)
    {
        Assert.Single(results, result => result.Created);
        Assert.All(results, result => Assert.Equal((id, 1, 1), (result.Conversation.Id, result.Conversation.Version, result.Conversation.SettingsVersion)));
        Assert.Single(results.Select(result => result.Conversation.Subject).Distinct());
        Assert.IsType<ConversationCreated>(Assert.Single(await LogAsync(id)));
    }

    /// <summary>Reads the log, and asserts that it has no gap and ends with the version of the conversation.</summary>
    private async Task<IReadOnlyList<Change>> LogAsync(ConversationId id, IServiceProvider? services = null)
    {
        services ??= Services;
        var log = (await services.GetRequiredService<IConversationStore>().ListChangesAsync(id, 0, int.MaxValue)).Changes;
        Assert.NotEmpty(log);
        Assert.Equal(Enumerable.Range(0, log.Count).Select(i => log[0].Version + i), log.Select(change => change.Version));
        if (await services.GetRequiredService<IConversations>().FindAsync(id) is { } conversation)
            Assert.Equal(conversation.Version, log[^1].Version);

        return log;
    }

    /// <summary>
    /// Reads all messages of a conversation in which no message was deleted, and asserts that no sequence is missing.
    /// </summary>
    private async Task<IReadOnlyList<Message>> MessagesAsync(ConversationId id)
    {
        var messages = await AllAsync(Conversations.ListMessagesAsync(id, new() { After = 0 }));
        Assert.Equal(Enumerable.Range(1, messages.Count).Select(i => (long)i), messages.Select(message => message.Sequence));
        return messages;
    }

    /// <summary>Returns the conversations of one of the hosts, in turn.</summary>
    private IConversations HostOf(int caller)
    {
        var hosts = LazyInitializer.EnsureInitialized(
            ref _hosts, ref _hostsLock, () => [.. Enumerable.Range(0, HostCount).Select(_ => Build().GetRequiredService<IConversations>())]);
        return hosts[caller % HostCount];
    }
}
