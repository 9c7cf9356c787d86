using System.Globalization;
using System.Runtime.CompilerServices;
using Conversations.Storage;
using Xunit;

namespace Conversations.Testing;

/// <summary>
/// Tests the promises of cost: the paragraphs of the store's interfaces that begin with "Cost:". Calls are counted while little is stored,
/// and again when much is stored.
/// </summary>
/// <remarks>The tests are skipped if <see cref="StoreFixture.OpenCounted"/> returns null.</remarks>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract class CostSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    private static readonly ConditionalWeakTable<StoreFixture, Lazy<Task<CostTable?>>> _tables = [];

    /// <summary>Gets the names of the methods of a store whose promises of cost are tested.</summary>
    public static IReadOnlyCollection<string> Members { get; } =
    [
        .. CostCalls.All.Select(call => call.Member)
            .Append(nameof(IConversationStore.PurgeAsync))
            .Append(nameof(IPersonalDataStore.DeleteMessagesOfAsync))
            .Distinct(),
    ];

    /// <summary>Returns the calls that may not cost more with more messages in the conversation.</summary>
    /// <returns>The names of the calls.</returns>
    public static TheoryData<string> CallsAmongMessages() => Names(CostGrowth.Messages);

    /// <summary>Returns the calls that may not cost more with more participants in the conversation.</summary>
    /// <returns>The names of the calls.</returns>
    public static TheoryData<string> CallsAmongParticipants() => Names(CostGrowth.Participants);

    /// <summary>Returns the calls that may not cost more with more conversations of the user.</summary>
    /// <returns>The names of the calls.</returns>
    public static TheoryData<string> CallsAmongConversations() => Names(CostGrowth.Inbox);

    /// <summary>No call reads more rows or runs more statements because a conversation has more messages.</summary>
    [Theory]
    [Rule(nameof(IConversationStore), 8)]
    [Rule(nameof(IConversationStore.CommitAsync), RuleAttribute.Cost)]
    [Rule(nameof(IConversationStore.ReadFactsAsync), RuleAttribute.Cost)]
    [Rule(nameof(IConversationStore.FindConversationAsync), RuleAttribute.Cost)]
    [Rule(nameof(IConversationStore.ListMessagesAsync), RuleAttribute.Cost)]
    [Rule(nameof(IConversationStore.FindMessageAsync), RuleAttribute.Cost)]
    [Rule(nameof(IConversationStore.ListChangesAsync), RuleAttribute.Cost)]
    [Rule(nameof(IInboxStore.FindEntryAsync), RuleAttribute.Cost)]
    [Rule(nameof(IReadStateStore.MarkAsReadAsync), RuleAttribute.Cost)]
    [Rule(nameof(IReadStateStore.MarkAsUnreadAsync), RuleAttribute.Cost)]
    [Rule(nameof(IReadStateStore.FindReadStateAsync), RuleAttribute.Cost)]
    [Rule(nameof(IInboxStore.CountUnreadAsync), RuleAttribute.Cost)]
    [Rule(nameof(INotificationStore.ListMissedAsync), RuleAttribute.Cost)]
    [Rule(nameof(IWatchStore.ReadVersionsAsync), RuleAttribute.Cost)]
    [Rule(nameof(IWatchStore.ReadViewersAsync), RuleAttribute.Cost)]
    [Rule(nameof(IWatchStore.FindMembersAsync), RuleAttribute.Cost)]
    [MemberData(nameof(CallsAmongMessages))]
    public Task Cost_does_not_grow_with_the_messages_of_a_conversation(string call) => AssertConstantAsync(CostGrowth.Messages, call);

    /// <summary>No call reads more rows or runs more statements because a conversation has more participants.</summary>
    [Theory]
    [Rule(nameof(IConversationStore), 8)]
    [Rule(nameof(IConversationStore.CommitAsync), RuleAttribute.Cost)]
    [Rule(nameof(IConversationStore.ReadFactsAsync), RuleAttribute.Cost)]
    [Rule(nameof(IConversationStore.FindConversationAsync), RuleAttribute.Cost)]
    [Rule(nameof(IConversationStore.ListParticipantsAsync), RuleAttribute.Cost)]
    [Rule(nameof(IConversationStore.FindParticipantAsync), RuleAttribute.Cost)]
    [Rule(nameof(IConversationStore.ListMessagesAsync), RuleAttribute.Cost)]
    [Rule(nameof(IInboxStore.FindEntryAsync), RuleAttribute.Cost)]
    [Rule(nameof(IReadStateStore.MarkAsReadAsync), RuleAttribute.Cost)]
    [Rule(nameof(IReadStateStore.MarkAsUnreadAsync), RuleAttribute.Cost)]
    [Rule(nameof(IReadStateStore.FindReadStateAsync), RuleAttribute.Cost)]
    [Rule(nameof(IWatchStore.FindMembersAsync), RuleAttribute.Cost)]
    [MemberData(nameof(CallsAmongParticipants))]
    public Task Cost_does_not_grow_with_the_participants_of_a_conversation(string call) => AssertConstantAsync(CostGrowth.Participants, call);

    /// <summary>No call reads more rows or runs more statements because a user has more conversations.</summary>
    [Theory]
    [Rule(nameof(IConversationStore), 8)]
    [Rule(nameof(IConversationStore.CommitAsync), RuleAttribute.Cost)]
    [Rule(nameof(IInboxStore.ListInboxAsync), RuleAttribute.Cost)]
    [Rule(nameof(IInboxStore.FindEntryAsync), RuleAttribute.Cost)]
    [Rule(nameof(IInboxStore.CountUnreadAsync), RuleAttribute.Cost)]
    [Rule(nameof(IReadStateStore.MarkAsReadAsync), RuleAttribute.Cost)]
    [Rule(nameof(IWatchStore.ReadTimeAsync), RuleAttribute.Cost)]
    [Rule(nameof(IWatchStore.ListChangedAsync), RuleAttribute.Cost)]
    [MemberData(nameof(CallsAmongConversations))]
    public Task Cost_does_not_grow_with_the_conversations_of_a_user(string call) => AssertConstantAsync(CostGrowth.Inbox, call);

    /// <summary>A page of an inbox, the unread total and what a watch reads take no more statements than they promise.</summary>
    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), RuleAttribute.Cost)]
    [Rule(nameof(IInboxStore.CountUnreadAsync), RuleAttribute.Cost)]
    [Rule(nameof(IWatchStore.ReadTimeAsync), RuleAttribute.Cost)]
    [Rule(nameof(IWatchStore.ListChangedAsync), RuleAttribute.Cost)]
    [Rule(nameof(IWatchStore.FindMembersAsync), RuleAttribute.Cost)]
    public async Task No_call_runs_more_statements_than_it_promises()
    {
        var table = await MeasureAsync();
        var tooMany = CostCalls.All
            .Where(call => table.Large(call.Grows, call.Name).Statements > call.MaxStatements)
            .Select(call => $"{call}: {Text(table.Large(call.Grows, call.Name).Statements)} statements instead of {call.MaxStatements} at most")
            .ToList();

        Assert.True(tooMany.Count == 0, string.Join('\n', tooMany));
    }

    /// <summary>One call of a purge removes a bounded number of rows.</summary>
    [Fact]
    [Rule(nameof(IConversationStore.PurgeAsync), RuleAttribute.Cost)]
    public Task Purge_removes_a_bounded_number_of_rows_in_one_call() => AssertConstantAsync(
        CostGrowth.Remains, CostTable.Purge, nameof(IConversationStore.PurgeAsync));

    /// <summary>One call of an erasure deletes a bounded number of messages.</summary>
    [Fact]
    [Rule(nameof(IPersonalDataStore.DeleteMessagesOfAsync), RuleAttribute.Cost)]
    public Task Erasure_deletes_a_bounded_number_of_messages_in_one_call() => AssertConstantAsync(
        CostGrowth.Remains, CostTable.Erase, nameof(IPersonalDataStore.DeleteMessagesOfAsync));

    /// <summary>The messages of an import that are given to the store together are written in one transaction.</summary>
    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), RuleAttribute.Cost)]
    public async Task Imported_batch_is_one_transaction()
    {
        var table = await MeasureAsync();

        Assert.True(
            table.Import.Transactions is 0 or 1,
            $"{nameof(IConversationStore.CommitAsync)} wrote {CostTable.Imported} imported messages in {Text(table.Import.Transactions)} transactions instead of one.");
    }

    private static TheoryData<string> Names(CostGrowth growth) => [.. CostCalls.All.Where(call => call.Grows == growth).Select(call => call.Name)];

    private Task AssertConstantAsync(CostGrowth growth, string name) => AssertConstantAsync(growth, name, CostCalls.Find(growth, name).Member);

    private async Task AssertConstantAsync(CostGrowth growth, string name, string member)
    {
        var table = await MeasureAsync();
        var (small, large) = (table.Small(growth, name), table.Large(growth, name));
        Assert.True(
            small is { Rows: >= 0, Statements: >= 0, Transactions: >= 0 } && large is { Rows: >= 0, Statements: >= 0, Transactions: >= 0 },
            $"{name} ({member}) was counted as {small} and {large}. {nameof(StoreFixture.OpenCounted)} must count up.");
        var by = $"{Text(CostSize.Small.Of(growth))} to {Text(CostSize.Large.Of(growth))} {What(growth)}";

        // A page may end within a page of the index and so on, but a call that reads everything reads several times as many rows.
        Assert.True(
            large.Rows <= (small.Rows * 3 / 2) + 20,
            $"{name} ({member}) must not read more rows because of more {What(growth)}: from {by} they became {Text(large.Rows)} instead of {Text(small.Rows)}.");
        Assert.True(
            large.Statements <= small.Statements,
            $"{name} ({member}) must not run more statements because of more {What(growth)}: from {by} they became {Text(large.Statements)} instead of {Text(small.Statements)}.");
    }

    private static string What(CostGrowth growth) => growth switch
    {
        CostGrowth.Messages => "messages of the conversation",
        CostGrowth.Participants => "participants of the conversation",
        CostGrowth.Inbox => "conversations of the user",
        _ => "messages that the conversation had",
    };

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Measures the store once for all tests of the fixture, or skips the test.</summary>
    private async Task<CostTable> MeasureAsync()
    {
        var measuring = _tables.GetValue(Fixture, static fixture => new(() => CostTable.MeasureAsync(fixture)));
        var table = await measuring.Value;
        Assert.SkipWhen(table is null, StoreProof.Cost.Reason);
        return table!;
    }
}
