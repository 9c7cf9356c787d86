using Conversations.Histories.Deliveries;
using Conversations.Storage;

namespace Conversations.Delivery.History;

/// <summary>Hosts that could not renew their leases in time.</summary>
public sealed class LateHostTests : HistoryTests
{
    [Fact]
    public async Task Host_that_was_late_delivers_nothing_under_the_leases_that_it_had()
    {
        var (isCut, leases) = (false, 0);
        IConversationStore Cut(IConversationStore store) => StoreProxy.On(store, (method, _, call) =>
        {
            if (method.Name == nameof(IDeliveryStore.LeaseAsync))
                Interlocked.Increment(ref leases);

            return !Volatile.Read(ref isCut) ? call()
                : method.Name switch
                {
                    nameof(IDeliveryStore.TickAsync) => Task.FromException<DeliveryTick>(new StorageException("Away.")),
                    nameof(IDeliveryStore.FindWorkAsync) => Task.FromException<DeliveryWork>(new StorageException("Away.")),
                    _ => call(),
                };
        });
        await using var late = await StartAsync("late", Cut, configure: options => (options.LeaseDuration, options.QuietFor) = (TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)));
        await late.Conversations.CreateIfNotExistsAsync(Room(0), new() { Participants = [new(new UserId("alice"))] });
        await AcknowledgedAsync("late", 1);

        // The host does not know that another one takes over the conversation, which it keeps for the next change.
        Volatile.Write(ref isCut, true);
        await UntilAsync(() => Task.FromResult(
            History.Events.OfType<DeliveryEvent.Lived>().Where(one => one.Host == "late").All(one => one.Until < System.Diagnostics.Stopwatch.GetTimestamp())));
        await using var other = await StartAsync("other", store => store, configure: options => options.QuietFor = TimeSpan.FromMinutes(10));
        await SendAsync(other, 1, rooms: 1);
        await AcknowledgedAsync("other", 2);
        Volatile.Write(ref isCut, false);
        var lived = Lives();
        await UntilAsync(() => Task.FromResult(Lives() > lived));

        // Now the late host itself sends, so it knows that there is something to deliver.
        var asked = Volatile.Read(ref leases);
        await SendAsync(late, 2, rooms: 1);
        await UntilAsync(() => Task.FromResult(Volatile.Read(ref leases) > asked || Calls("late") > 1));
        await AcknowledgedAsync("other", 3);

        (await JudgeAsync(other, rooms: 1)).Should().BeEmpty();
        Calls("late").Should().Be(1);

        int Lives() => History.Events.Count(one => one is DeliveryEvent.Lived { Host: "late" });
        int Calls(string host) => History.Events.Count(one => one is DeliveryEvent.Began && one.Host == host);
        Task AcknowledgedAsync(string host, long position) => UntilAsync(() => Task.FromResult(
            History.Events.OfType<DeliveryEvent.Acknowledged>().Any(one => one.Host == host && one.Position == position)));
    }

    [Fact]
    public async Task Token_of_a_handler_is_cancelled_when_the_lease_lapses_while_the_database_does_not_answer()
    {
        var (isCut, away, cancelled) = (false, new TaskCompletionSource(), new TaskCompletionSource());
        IConversationStore Cut(IConversationStore store) => StoreProxy.On(store, (method, _, call) =>
            !Volatile.Read(ref isCut) ? call()
            : method.Name switch
            {
                nameof(IDeliveryStore.TickAsync) => AnswerAsync((Task<DeliveryTick>)call()!),
                nameof(IDeliveryStore.FindWorkAsync) => AnswerAsync((Task<DeliveryWork>)call()!),
                nameof(IDeliveryStore.LeaseAsync) => AnswerAsync((Task<IReadOnlyList<DeliveryLease>>)call()!),
                _ => call(),
            });
        async Task<T> AnswerAsync<T>(Task<T> call)
        {
            await away.Task;
            return await call;
        }

        await using var host = await StartAsync(
            "host",
            Cut,
            async (_, _, cancellationToken) =>
            {
                Volatile.Write(ref isCut, true);
                await using var _ = cancellationToken.Register(() => cancelled.TrySetResult());
                await cancelled.Task;
            },
            options => options.LeaseDuration = TimeSpan.FromSeconds(1),
            handler => handler.Timeout = TimeSpan.FromHours(1));
        await host.Conversations.CreateIfNotExistsAsync(Room(0), new() { Participants = [new(new UserId("alice"))] });

        // The time limit of the handler is an hour, and its lease lasts a second. No call of the store returns before the token is cancelled.
        await cancelled.Task.WaitAsync(TimeSpan.FromMinutes(2));
        away.SetResult();
    }
}
