using Conversations.Storage;
using Conversations.Storage.InMemory;
using Conversations.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Sdk;

namespace Conversations.Tests.Storage;

/// <summary>Tests that the suite of costs fails for stores that do too much, and is skipped for one that cannot count.</summary>
public sealed class WrongCostTests
{
    [Theory]
    [InlineData("first page of an inbox")]
    [InlineData("next page of an inbox")]
    [InlineData("page of an inbox with empty conversations")]
    public Task Costs_find_an_inbox_that_reads_all_conversations(string call) => FindAsync(
        (inner, _) => new ReadsTheWholeInbox(inner), suite => suite.Cost_does_not_grow_with_the_conversations_of_a_user(call));

    [Theory]
    [InlineData("first page of messages")]
    [InlineData("last page of messages")]
    [InlineData("last page of messages for a user")]
    [InlineData("page of messages in the middle")]
    public Task Costs_find_a_page_that_reads_all_messages(string call) => FindAsync(
        (inner, _) => new ReadsAllMessages(inner), suite => suite.Cost_does_not_grow_with_the_messages_of_a_conversation(call));

    [Theory]
    [InlineData("send")]
    [InlineData("send as a user")]
    public Task Costs_find_a_send_that_reads_all_participants(string call) => FindAsync(
        (inner, _) => new ReadsParticipantsToSend(inner), suite => suite.Cost_does_not_grow_with_the_participants_of_a_conversation(call));

    [Fact]
    public Task Costs_find_unread_messages_that_are_counted_by_reading_them() => FindAsync(
        (inner, _) => new CountsUnreadByReading(inner), suite => suite.Cost_does_not_grow_with_the_messages_of_a_conversation("read state"));

    [Fact]
    public Task Costs_find_a_mark_that_reads_messages() => FindAsync(
        (inner, _) => new ReadsMessagesToMark(inner), suite => suite.Cost_does_not_grow_with_the_messages_of_a_conversation("mark as read"));

    [Fact]
    public Task Costs_find_an_import_of_many_transactions() => FindAsync(
        (inner, _) => new CommitsOneByOne(inner), suite => suite.Imported_batch_is_one_transaction());

    [Fact]
    public Task Costs_find_a_purge_without_a_bound() => FindAsync(
        (inner, counter) => new PurgesWithoutBound(inner, counter), suite => suite.Purge_removes_a_bounded_number_of_rows_in_one_call());

    [Fact]
    public Task Costs_find_an_erasure_without_a_bound() => FindAsync(
        (inner, _) => new ErasesWithoutBound(inner), suite => suite.Erasure_deletes_a_bounded_number_of_messages_in_one_call());

    [Fact]
    public Task Costs_find_an_inbox_that_runs_a_statement_for_each_entry() => FindAsync(
        (inner, _) => new ReadsEntriesOneByOne(inner), suite => suite.No_call_runs_more_statements_than_it_promises());

    [Fact]
    public async Task Failure_names_the_call_and_both_numbers()
    {
        var error = await FindAsync(
            (inner, _) => new ReadsAllMessages(inner), suite => suite.Cost_does_not_grow_with_the_messages_of_a_conversation("last page of messages"));

        error.Message.Should().MatchRegex(
            @"last page of messages \(ListMessagesAsync\) must not read more rows .* 40 to 2,000 messages .* they became 2,\d{3} instead of \d+\.");
    }

    [Fact]
    public async Task Costs_are_skipped_for_a_store_that_cannot_count()
    {
        await using var suite = new CostProbe(new UncountedFixture());
        var run = suite.Imported_batch_is_one_transaction;

        var skipped = (await run.Should().ThrowAsync<SkipException>()).Which;

        skipped.Message.Should().Contain("cost not proven: StoreFixture.OpenCounted returned null");
    }

    private static async Task<XunitException> FindAsync(
        Func<InMemoryConversationStore, CostCounter, IConversationStore> wrap, Func<CostSuite, Task> test)
    {
        await using var suite = new CostProbe(new WrongFixture(wrap));
        var run = () => test(suite);

        var error = (await run.Should().ThrowAsync<XunitException>()).Which;

        error.Message.Should().Contain(" instead of ");
        return error;
    }

    private sealed class CostProbe(StoreFixture fixture) : CostSuite(fixture), IAsyncDisposable;

    private class UncountedFixture : StoreFixture
    {
        public override void Use(IConversationsBuilder builder) => builder.UseInMemory();
    }

    private sealed class WrongFixture(Func<InMemoryConversationStore, CostCounter, IConversationStore> wrap) : UncountedFixture
    {
        public override CountedStore? OpenCounted() => new CountedInMemoryStore(wrap);
    }
}
