using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Conversations.Testing;

/// <summary>
/// Tests that each commit is whole or not there after the store's connections, files or process were broken, and that nobody gets an
/// exception of a driver. The tests are skipped if <see cref="StoreFixture.OpenBreakable"/> returns null.
/// </summary>
public abstract partial class FaultSuite : StoreSuite
{
    /// <summary>Initializes the suite with an empty store that its test may break.</summary>
    /// <param name="fixture">The fixture of the store to test.</param>
    protected FaultSuite(StoreFixture fixture)
        : base(fixture, fixture.OpenBreakable())
    {
    }

    private int Rounds => Race.Setting("CONVERSATIONS_FAULT_ROUNDS", Fixture.FaultRounds);

    /// <summary>Returns the names of the calls that write, one of every kind.</summary>
    /// <returns>The names.</returns>
    public static TheoryData<string> Calls() => [.. FaultCall.All.Keys];

    /// <summary>CommitAsync 1: a call that a fault disturbs is stored as a whole or not at all, and ends well if it is made again.</summary>
    [Theory]
    [Rule(nameof(IConversationStore.CommitAsync), 1)]
    [Rule(nameof(IConversationStore), 6)]
    [MemberData(nameof(Calls))]
    public async Task A_disturbed_call_is_whole_or_not_there_and_succeeds_when_it_is_made_again(string call)
    {
        SkipIfUnproven();
        for (var round = 0; round < Rounds; round++)
            await DisturbAsync(FaultCall.All[call], round);
    }

    /// <summary>Rules 5 and 6: what was acknowledged before a fault is there after it, for another host as well.</summary>
    [Fact]
    [Rule(nameof(IConversationStore), 11)]
    public async Task An_acknowledged_message_is_there_after_a_fault()
    {
        SkipIfUnproven();
        var (id, other) = (NewId(), Build());
        await CreateRoomAsync(id);
        for (var round = 1; round <= Rounds; round++)
        {
            var (message, text) = (NewMessageId(), $"message {round}");
            var sent = await UntilSentAsync(id, message, text);

            await BreakAsync();

            var found = await Disturbed.UntilServedAsync(() => other.GetRequiredService<IConversations>().FindMessageAsync(id, message));
            Assert.Equal((text, (long)round), (found?.Text, found?.Sequence ?? 0));
            Assert.Equal(round, sent);
        }

        await AssertWholeAsync(id);
    }

    /// <summary>A message that is sent again and again with the same id, through faults, is stored once.</summary>
    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 4, 12)]
    public async Task A_message_that_is_sent_again_after_each_fault_is_stored_once()
    {
        SkipIfUnproven();
        var (id, message) = (NewId(), NewMessageId());
        await CreateRoomAsync(id);

        for (var round = 0; round < Rounds; round++)
        {
            await BreakAsync();
            Assert.Equal(1, await UntilSentAsync(id, message, "once"));
        }

        Assert.Equal("once", Assert.Single(await Disturbed.UntilServedAsync(() => AllAsync(Conversations.ListMessagesAsync(id)))).Text);
        await AssertWholeAsync(id);
    }

    /// <summary>Reads during a fault return what is stored, or throw as writes do.</summary>
    [Fact]
    [Rule(nameof(IConversationStore), 6)]
    public async Task A_read_that_a_fault_disturbs_returns_what_is_stored_or_throws_a_storage_exception()
    {
        SkipIfUnproven();
        var room = new FaultRoom(NewId(), Alice, Bob, Carol);
        await FillAsync(room);
        for (var round = 0; round < Rounds; round++)
        {
            var texts = new List<string?>();
            Func<Task>[] reads =
            [
                async () => texts.Add((await Conversations.FindMessageAsync(room.Id, room.Old))?.Text),
                async () => texts.AddRange((await AllAsync(Conversations.ListMessagesAsync(room.Id))).Select(message => message.Text)),
                async () => texts.Add((await Conversations.FindAsync(room.Id))?.Subject),
                async () => texts.AddRange((await AllAsync(Conversations.ListInboxAsync(Bob))).Select(entry => entry.Conversation.Subject)),
            ];
            foreach (var read in reads)
            {
                var reading = Disturbed.EndOfAsync(read, []);
                await BreakAsync();
                Assert.Contains(await reading, (Ending[])[Ending.Done, Ending.NotStored]);
            }

            Assert.All(texts, text => Assert.Equal("before", text));
        }
    }

    private void SkipIfUnproven() => Assert.SkipWhen(Breakable is null, StoreProof.Atomicity.Reason);

    private Task BreakAsync() => Breakable!.BreakAsync();

    private async Task DisturbAsync(FaultCall call, int round)
    {
        var room = new FaultRoom(NewId(), Alice, Bob, NewUserId("carol"));
        if (call.Name != FaultCall.Create)
            await FillAsync(room);

        var version = await VersionAsync(room.Id);
        var before = await ReadStateAsync(room.Id);
        var isUnknown = false;
        for (var attempt = 0; ; attempt++)
        {
            var ending = await DisturbedAsync(call, room, round, attempt);
            await AssertWholeAsync(room.Id);
            if (ending == Ending.Done)
                break;

            Assert.True(ending != Ending.Refused || isUnknown, "The call was refused, although no earlier attempt can have been stored.");
            if (ending == Ending.NotStored && !isUnknown && call.Name != FaultCall.Import)
                Assert.Equal(before, await ReadStateAsync(room.Id));
            if (ending == Ending.Refused)
                break;

            isUnknown |= ending == Ending.Unknown;
            Assert.True(attempt < Disturbed.MaxAttempts, $"The store did not serve the call again in {Disturbed.MaxAttempts} attempts after a fault.");
        }

        await Disturbed.UntilServedAsync(() => call.CheckAsync(Conversations, room));
        Assert.Equal(version + call.Changes, await VersionAsync(room.Id));
    }

    /// <summary>Makes the call. The first attempts are disturbed: after a break, before a break, or while the store is broken.</summary>
    private async Task<Ending> DisturbedAsync(FaultCall call, FaultRoom room, int round, int attempt)
    {
        var way = attempt < 2 ? (round + attempt) % 3 : -1;
        if (way == 0)
            await BreakAsync();

        var breaking = way == 2 ? Task.Run(BreakAsync) : Task.CompletedTask;
        var ending = Disturbed.EndOfAsync(() => call.MakeAsync(Conversations, room), call.Sends(room));
        if (way == 1)
            await BreakAsync();

        await breaking;
        return await ending;
    }

    private Task<ConversationResult> CreateRoomAsync(ConversationId id) => Disturbed.UntilServedAsync(
        () => Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Alice), new(Bob)] }));

    private Task FillAsync(FaultRoom room) => Disturbed.UntilServedAsync(() => room.FillAsync(Conversations));

    /// <summary>Sends a message until it is acknowledged, and returns its sequence.</summary>
    private async Task<long> UntilSentAsync(ConversationId id, MessageId message, string text)
    {
        SendResult? result = null;
        for (var attempt = 0; result is null; attempt++)
        {
            Assert.True(attempt < Disturbed.MaxAttempts, $"The store did not serve a send again in {Disturbed.MaxAttempts} attempts after a fault.");
            Assert.NotEqual(
                Ending.Refused,
                await Disturbed.EndOfAsync(async () => result = await Conversations.SendAsync(id, Alice, text, message), [message]));
        }

        return result.Value.Message!.Sequence;
    }

    private Task<string> ReadStateAsync(ConversationId id) => Disturbed.UntilServedAsync(() => StateOfAsync(id));

    private async Task<long> VersionAsync(ConversationId id) =>
        (await Disturbed.UntilServedAsync(() => Store.ListChangesAsync(id, 0, int.MaxValue))).Changes is [.., var last] ? last.Version : 0;

    /// <summary>Asserts that no commit of the conversation is torn.</summary>
    private async Task AssertWholeAsync(ConversationId id)
    {
        var problems = await Disturbed.UntilServedAsync(() => ConversationAudit.FindProblemsAsync(Conversations, Store, id));
        Assert.True(problems.Count == 0, $"Conversation {id} is not whole:{Environment.NewLine}{string.Join(Environment.NewLine, problems)}");
    }
}
