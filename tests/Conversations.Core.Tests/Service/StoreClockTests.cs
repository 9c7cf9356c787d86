using Conversations.Storage;
using Conversations.Storage.InMemory;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Service;

/// <summary>Tests that every call that decides something lets the store compare the clocks before it reads the time.</summary>
public sealed class StoreClockTests
{
    private static readonly ConversationId _id = new("room");
    private static readonly UserId _alice = new("alice");

    public static TheoryData<string> Calls { get; } = ["send", "send with an id", "import", "update", "participant", "edit", "delete", "erase"];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Call_reads_the_time_only_after_the_clocks_were_compared(string call)
    {
        var store = new ClockStore();
        await using var provider = new ServiceCollection().AddConversations().UseStore("UseClock", _ => store).Services.BuildServiceProvider();
        var conversations = provider.GetRequiredService<IConversations>();
        await conversations.CreateIfNotExistsAsync(_id, new() { Participants = [new(_alice), new(new("bob"))] });
        await conversations.SendAsync(_id, _alice, "hello", new MessageId("m1"));
        store.Forget();

        await CallAsync(conversations, call);

        store.Reads.Should().BePositive();
        store.Comparisons.Should().Be(call == "erase" ? 2 : 1, "each command needs one comparison");
    }

    private static Task CallAsync(IConversations conversations, string call) => call switch
    {
        "send" => conversations.SendAsync(_id, _alice, "hello"),
        "send with an id" => conversations.SendAsync(_id, _alice, "hello", new MessageId("m2")),
        "import" => conversations.ImportAsync(_id, One(), null),
        "update" => conversations.UpdateAsync(_id, new() { Subject = "new" }),
        "participant" => conversations.SetParticipantAsync(_id, new("carol")),
        "edit" => conversations.EditMessageAsync(_id, new("m1"), new() { Text = "new" }),
        "delete" => conversations.DeleteMessageAsync(_id, new("m1")),
        _ => conversations.EraseUserAsync(_alice),
    };

    private static async IAsyncEnumerable<ImportedMessage> One()
    {
        await Task.Yield();
        yield return new() { Id = new("m3"), Text = "old", CreatedAt = DateTimeOffset.UnixEpoch };
    }

    private sealed class ClockStore() : ForwardingStore(new InMemoryConversationStore()), IStoreClock
    {
        private readonly CountingClock _clock = new();

        internal int Comparisons { get; private set; }

        internal int Reads => _clock.Reads;

        TimeProvider IStoreClock.Clock => _clock;

        ValueTask IStoreClock.SynchronizeAsync(CancellationToken cancellationToken)
        {
            Comparisons++;
            _clock.MayBeRead = true;
            return default;
        }

        internal void Forget() => (Comparisons, _clock.Reads, _clock.MayBeRead) = (0, 0, false);
    }

    private sealed class CountingClock : TimeProvider
    {
        internal bool MayBeRead { get; set; }

        internal int Reads { get; set; }

        public override DateTimeOffset GetUtcNow()
        {
            Reads++;
            return MayBeRead ? base.GetUtcNow() : throw new InvalidOperationException("The time was read before the clocks were compared.");
        }
    }
}
