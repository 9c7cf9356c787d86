using System.Diagnostics;
using Conversations.Histories.Deliveries;
using Conversations.Storage;
using static Conversations.Histories.Deliveries.DeliveryAnomalyKind;

namespace Conversations.Delivery.History;

/// <summary>Stores that are wrong on purpose, and whose mistake the check of histories must name.</summary>
public sealed class WrongDeliveryTests : HistoryTests
{
    private const int Messages = 8;

    [Fact]
    public async Task Store_that_is_right_has_no_anomaly() => (await FindAsync(store => store)).Should().BeEmpty();

    [Fact]
    public async Task Store_that_skips_a_version_is_found() => (await FindAsync(WrongDelivery.SkipsAVersion)).Should().Equal(Gap);

    [Fact]
    public async Task Store_that_reorders_changes_is_found() => (await FindAsync(WrongDelivery.Reorders)).Should().Contain(OutOfOrder);

    [Fact]
    public async Task Store_that_invents_a_change_is_found() => (await FindAsync(WrongDelivery.Invents)).Should().Contain(Uncommitted);

    [Fact]
    public async Task Store_that_mixes_up_conversations_is_found() => (await FindAsync(WrongDelivery.MixesUp)).Should().Equal(WrongContent);

    [Fact]
    public async Task Store_that_garbles_texts_is_found() => (await FindAsync(WrongDelivery.Garbles)).Should().Equal(WrongContent);

    [Fact]
    public async Task Store_that_forgets_a_mark_is_found() =>
        (await FindAsync(store => WrongDelivery.ForgetsAMark(store, Room(1)), handled: (Rooms - 1) * (1 + Messages))).Should().Equal(Gap);

    [Fact]
    public async Task Store_that_loses_positions_is_found()
    {
        await using (var first = await StartAsync("first", WrongDelivery.LosesPositions))
        {
            await CreateAsync(first);
            await SendAsync(first, 1);
            await first.CatchUpAsync();
        }

        // The leases of the first host have ended, so the second one gets leases of its own.
        await using var second = await StartAsync("second", WrongDelivery.LosesPositions);
        await SendAsync(second, 2);
        await second.CatchUpAsync();

        (await JudgeAsync(second)).Should().Equal(Repeated);
    }

    [Fact]
    public async Task Store_that_hands_out_a_lease_twice_is_found()
    {
        var (both, entered) = (new TaskCompletionSource(), 0);
        async Task MeetAsync(string handler, ChangeContext<Change> context, CancellationToken cancellationToken)
        {
            if (context.Change is ConversationCreated && context.Change.ConversationId == Room(0))
            {
                if (Interlocked.Increment(ref entered) == 2)
                    both.SetResult();

                await both.Task;
            }
        }

        await using var host = await StartAsync("host", WrongDelivery.LeasesTwice, MeetAsync);
        await using var other = await StartAsync("other-host", WrongDelivery.LeasesTwice, MeetAsync);
        await CreateAsync(host);
        await both.Task.WaitAsync(TimeSpan.FromMinutes(1));

        (await JudgeAsync(host)).Should().Contain(Overlapping);
    }

    [Fact]
    public async Task Store_that_ignores_fences_is_found() =>
        (await FindWithLateHostAsync(WrongDelivery.IgnoresFences())).Should().Contain(Repeated);

    [Fact]
    public async Task Store_that_respects_fences_stands_the_same_run() => (await FindWithLateHostAsync(store => store)).Should().BeEmpty();

    /// <summary>
    /// A host cannot renew its lease while its handler does not return. Another host takes over and is acknowledged. Then the first host reports how far it
    /// was, and a third host goes on.
    /// </summary>
    private async Task<IEnumerable<DeliveryAnomalyKind>> FindWithLateHostAsync(Func<IConversationStore, IConversationStore> decorate)
    {
        var (isCut, late, reported) = (false, new TaskCompletionSource(), new TaskCompletionSource());
        IConversationStore Cut(IConversationStore store) => StoreProxy.On(decorate(store), (method, _, call) => method.Name switch
        {
            nameof(IDeliveryStore.TickAsync) when Volatile.Read(ref isCut) => Task.FromException<DeliveryTick>(new StorageException("Away.")),
            nameof(IDeliveryStore.ReportAsync) when Volatile.Read(ref isCut) => NoteAsync((Task<IReadOnlyList<bool>>)call()!),
            _ => call(),
        });
        async Task<IReadOnlyList<bool>> NoteAsync(Task<IReadOnlyList<bool>> reporting)
        {
            var stored = await reporting;
            reported.TrySetResult();
            return stored;
        }

        await using var first = await StartAsync("first", Cut, (_, context, _) => context.Change is MessageSent ? late.Task : Task.CompletedTask, Brief);
        await first.Conversations.CreateIfNotExistsAsync(Room(0), new() { Participants = [new(new UserId("alice"))] });
        await SendAsync(first, 0, rooms: 1);
        await UntilAsync(() => Task.FromResult(History.Events.Any(one => one is DeliveryEvent.Began { Version: 2 })));
        Volatile.Write(ref isCut, true);

        await using var second = await StartAsync("second", decorate, configure: Keep);
        await SendAsync(second, 1, rooms: 1);
        await UntilAsync(() => Task.FromResult(History.Events.Any(one => one is DeliveryEvent.Acknowledged { Position: 3, Host: "second" })));

        // While it runs, the second host would notice that its row was moved back, and report again.
        await second.StopAsync();
        late.SetResult();
        await reported.Task.WaitAsync(TimeSpan.FromMinutes(1));

        await using var third = await StartAsync("third", decorate);
        await third.CatchUpAsync();
        History.Record(new DeliveryEvent.Disturbed(Stopwatch.GetTimestamp(), "first"));
        return await JudgeAsync(third, rooms: 1);

        static void Brief(DeliveryOptions options) => options.LeaseDuration = TimeSpan.FromSeconds(1);
        static void Keep(DeliveryOptions options) => options.QuietFor = TimeSpan.FromMinutes(10);
    }

    private async Task<IEnumerable<DeliveryAnomalyKind>> FindAsync(Func<IConversationStore, IConversationStore> decorate, int? handled = null)
    {
        // Everything is sent before the handler runs, so that a slice has several changes.
        var starts = new TaskCompletionSource();
        await using var host = await StartAsync("host", decorate, (_, context, _) => context.Change is ConversationCreated ? starts.Task : Task.CompletedTask);
        await CreateAsync(host);
        for (var i = 0; i < Messages; i++)
            await SendAsync(host, i);

        starts.SetResult();
        await UntilAsync(() => Task.FromResult(History.Handled >= (handled ?? Rooms * Messages)));
        await host.CatchUpAsync();
        return await JudgeAsync(host);
    }
}
