using Conversations.Decisions;
using Conversations.Histories;
using Conversations.Storage;
using Conversations.Storage.InMemory;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Sqlite.Tests.History;

public sealed class WrongStoreTests
{
    [Fact]
    public async Task Store_that_loses_acknowledged_messages_is_found()
    {
        var found = await FindAsync((_, commit) => Task.FromResult<CommitOutcome>(
            new CommitOutcome.Stored(1, commit.Message!.At(commit.Change.ConversationId, 1_000, commit.Change.At))));

        found.Should().Contain(AnomalyKind.Lost);
    }

    [Fact]
    public async Task Store_that_stores_a_message_twice_is_found()
    {
        var found = await FindAsync(async (store, commit) =>
        {
            var id = new MessageId(commit.Message!.Id.Value + "-again");
            await store.CommitAsync([commit.With(one => one.Change, (MessageSent)commit.Change with { MessageId = id }).With(one => one.Message, commit.Message.With(one => one.Id, id))]);
            return (await store.CommitAsync([commit]))[0];
        });

        found.Should().Equal(AnomalyKind.Phantom);
    }

    [Fact]
    public async Task Store_that_alters_a_text_is_found()
    {
        var found = await FindAsync(async (store, commit) =>
            (await store.CommitAsync([commit.With(one => one.Message, commit.Message!.With(one => one.Text, "?"))]))[0]);

        found.Should().Equal(AnomalyKind.Corrupted);
    }

    [Fact]
    public async Task Store_that_writes_a_message_but_reports_a_failure_is_found()
    {
        var found = await FindAsync(async (store, commit) =>
        {
            await store.CommitAsync([commit]);
            return new CommitOutcome.Failed(new StorageException("Nothing was written."));
        });

        found.Should().Equal(AnomalyKind.Phantom);
    }

    private static async Task<IEnumerable<AnomalyKind>> FindAsync(Func<IConversationStore, Commit, Task<CommitOutcome>> wrong)
    {
        var run = await SeededRun.CleanAsync(builder => builder.UseStore("UseWrong", _ => WrongStore.On(new InMemoryConversationStore(), wrong)));
        return run.Find();
    }
}
