using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Conversations.Testing;

/// <summary>What must hold whoever is faster. Set <c>CONVERSATIONS_RACE_ROUNDS</c> to race more or less often than 1,000 times.</summary>
/// <param name="fixture">The store to prove.</param>
public abstract partial class RaceSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    private const int Creators = 16;

    /// <summary>Of many who create one conversation, one does, and all get it.</summary>
    [Fact]
    public async Task One_of_sixteen_creators_creates_and_all_get_the_same_conversation()
    {
        for (var round = 0; round < Few; round++)
        {
            var id = NewId();

            var results = await Race.RunAsync(Creators, i => Conversations.CreateIfNotExistsAsync(
                id, new() { Participants = [new(Alice), new(Bob)], Subject = $"by {i}" }));

            await AssertCreatedOnceAsync(id, results);
        }
    }

    /// <summary>Of many who open the conversation of one pair, one creates it, and all get it.</summary>
    [Fact]
    public async Task One_of_sixteen_openers_of_a_pair_creates_and_all_get_the_same_conversation()
    {
        for (var round = 0; round < Few; round++)
        {
            var (a, b) = (NewUserId(), NewUserId());

            var results = await Race.RunAsync(Creators, i =>
                Conversations.OpenOneOnOneAsync(i % 2 == 0 ? a : b, i % 2 == 0 ? b : a, new() { Subject = $"by {i}" }));

            await AssertCreatedOnceAsync(OneOnOneId.Compute(a.Value, b.Value), results);
        }
    }

    /// <summary>A pair of whom one had left is complete again once, whoever opens it.</summary>
    [Fact]
    public async Task Openers_of_a_pair_add_who_is_missing_once()
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

    /// <summary>Gets how often a race is run in which each round has many who race.</summary>
    private int Few => Math.Max(1, RaceRounds / 50);

    private async Task AssertCreatedOnceAsync(ConversationId id, ConversationResult[] results)
    {
        Assert.Single(results, result => result.Created);
        Assert.All(results, result => Assert.Equal((id, 1, 1), (result.Conversation.Id, result.Conversation.Version, result.Conversation.SettingsVersion)));
        Assert.Single(results.Select(result => result.Conversation.Subject).Distinct());
        Assert.IsType<ConversationCreated>(Assert.Single(await LogAsync(id)));
    }

    /// <summary>Reads the log, which must go on without a gap and up to the conversation's own version.</summary>
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

    /// <summary>Reads all messages, of which no sequence may be missing; for conversations where none was deleted.</summary>
    private async Task<IReadOnlyList<Message>> MessagesAsync(ConversationId id)
    {
        var messages = await AllAsync(Conversations.ListMessagesAsync(id, new() { After = 0 }));
        Assert.Equal(Enumerable.Range(1, messages.Count).Select(i => (long)i), messages.Select(message => message.Sequence));
        return messages;
    }
}
