using Conversations.Decisions;
using Conversations.Storage.InMemory;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Storage.Faults;

public sealed class UnknownPurgeTests
{
    [Fact]
    public async Task Call_before_which_rows_were_to_be_purged_says_that_nothing_was_written_if_the_outcome_of_the_purge_is_unknown()
    {
        var store = new HasRemains();
        await using var provider = new ServiceCollection().AddConversations().UseStore("UseRemains", _ => store).Services.BuildServiceProvider();
        var conversations = provider.GetRequiredService<IConversations>();
        var (room, alice) = (new ConversationId("room"), new UserId("alice"));

        var error = (await FluentActions.Awaiting(() => conversations.SendAsync(room, alice, "Hello", new MessageId("one"))).Should().ThrowAsync<StorageException>()).Which;

        error.Message.Should().Contain("Nothing was written");
        error.InnerException.Should().BeOfType<OutcomeUnknownException>();
        (await store.ListChangesAsync(room, 0, 10)).Changes.Should().BeEmpty();
    }

    /// <summary>Has rows of a deleted conversation, and does not know whether it purged them.</summary>
    private sealed class HasRemains() : ForwardingStore(new InMemoryConversationStore())
    {
        public override async Task<ConversationFacts> ReadFactsAsync(FactsQuery query, CancellationToken cancellationToken = default) =>
            (await base.ReadFactsAsync(query, cancellationToken)).With(one => one.HasRemains, true);

        public override Task<bool> PurgeAsync(ConversationId id, CancellationToken cancellationToken = default) =>
            throw new OutcomeUnknownException(null);
    }
}
