using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Delivery.Faults;

/// <summary>Runs with handlers that are slow, hang or fail.</summary>
public abstract class HandlerRunTests
{
    /// <summary>Creates an empty place.</summary>
    protected abstract Place CreatePlace();

    [Fact]
    public Task Handler_that_runs_longer_than_its_lease_keeps_it() => OutlastLeaseAsync(TimeSpan.FromMinutes(5), isHung: false);

    [Fact]
    public Task Handler_that_ignores_its_token_is_hung_and_keeps_its_lease() => OutlastLeaseAsync(TimeSpan.FromMilliseconds(50), isHung: true);

    [Fact]
    public async Task Host_whose_handler_ignores_the_stop_leaves_its_conversation_to_no_other_host_at_once()
    {
        await using var run = new Run(CreatePlace());
        var end = new TaskCompletionSource();
        var stopped = await run.StartHostAsync(
            With(async (_, context, _) =>
            {
                if (context.Change is MessageSent)
                    await end.Task;
            }),
            // So long the host waits for the handler when it stops.
            options => options.LeaseDuration = TimeSpan.FromSeconds(5));
        await Run.CreateAsync(stopped.Conversations, 1);
        await Run.SendAsync(stopped.Conversations, Run.Room(0), "stuck");
        await Run.UntilAsync(async () => (await stopped.ChangeHandlers.ListAsync())[0].HungHere == 1, "the handler hangs");

        await stopped.StopAsync();
        run.History.Record(new DeliveryEvent.Disturbed(System.Diagnostics.Stopwatch.GetTimestamp(), stopped.Name));
        var other = await run.StartHostAsync();
        await Run.CreateAsync(other.Conversations, 2);
        await Run.UntilAsync(
            () => run.History.Events.OfType<DeliveryEvent.Began>().Any(one => one.Host == other.Name && one.ConversationId == Run.Room(1)), "the other host delivers");
        var began = run.History.Events.OfType<DeliveryEvent.Began>().Count(one => one.Host == other.Name && one.ConversationId == Run.Room(0));
        end.SetResult();

        // Whether the lease has lapsed by now depends on the machine. The check knows.
        (await run.JudgeAsync(2)).Should().BeEmpty();
        began.Should().BeLessThanOrEqualTo(1);

        static Func<HistoryHostSettings, HistoryHostSettings> With(HandlerWork work) => settings => settings with
        {
            Work = work,
            AddHandlers = builder => builder.AddChangeHandler<HistoryHandler<HandlerNames.First>>(
                HandlerNames.First.Name, options => options.Timeout = TimeSpan.FromMilliseconds(50)),
        };
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1_000)]
    public async Task Outage_of_the_destination_parks_no_conversation_however_many_are_active(int rooms)
    {
        await using var run = new Run(CreatePlace());
        var isDown = true;
        HistoryHostSettings With(HistoryHostSettings settings) => settings with
        {
            Work = (_, _, _) => Volatile.Read(ref isDown) ? throw new HttpRequestException("Connection refused.") : Task.CompletedTask,
            AddHandlers = builder => builder.AddChangeHandler<HistoryHandler<HandlerNames.First>>(
                HandlerNames.First.Name, options => options.RetrySchedule = new(TimeSpan.FromMilliseconds(20))),
        };
        HistoryHost[] hosts = [await run.StartHostAsync(With), await run.StartHostAsync(With)];
        await Run.CreateAsync(hosts[0].Conversations, rooms);

        // Far more attempts than those after which a conversation would be parked.
        await Run.UntilAsync(async () => (await hosts[0].ChangeHandlers.ListAsync())[0].CircuitOpenSince is not null, "the circuit opens");
        var tried = Tries();
        await Run.UntilAsync(() => Tries() >= tried + 20, "the destination is tried again");
        await Run.SendAsync(hosts[1].Conversations, Run.Room(0), "during-the-outage");
        Volatile.Write(ref isDown, false);

        (await run.JudgeAsync(rooms, with: facts => facts with { IsOutageOnly = true })).Should().BeEmpty();

        int Tries() => run.History.Events.Count(one => one is DeliveryEvent.Ended { IsHandled: false });
    }

    private async Task OutlastLeaseAsync(TimeSpan timeout, bool isHung)
    {
        await using var run = new Run(CreatePlace());
        var end = new TaskCompletionSource();
        HistoryHostSettings With(HistoryHostSettings settings) => settings with
        {
            Work = (_, context, _) => context.Change.ConversationId == Run.Room(0) ? end.Task : Task.CompletedTask,
            AddHandlers = builder => builder.AddChangeHandler<HistoryHandler<HandlerNames.First>>(
                HandlerNames.First.Name, options => (options.Timeout, options.MaxConcurrency) = (timeout, 2)),
        };
        HistoryHost[] hosts = [await run.StartHostAsync(With, Lease), await run.StartHostAsync(With, Lease)];
        await Run.CreateAsync(hosts[0].Conversations, 1);
        await Run.UntilAsync(() => Calls().Any(), "the handler begins");
        var first = Calls().First();

        await Run.UntilAsync(() => Renewals(first.Host, first.At) >= 10, "the lease is renewed for longer than it lasts");
        await Run.CreateAsync(hosts[1].Conversations, 4);
        await Run.UntilAsync(
            () => run.History.Events.OfType<DeliveryEvent.Began>().Select(one => one.ConversationId).Distinct().Count() == 4, "the others are delivered");
        if (isHung)
        {
            var hung = hosts.Single(host => host.Name == first.Host);
            await Run.UntilAsync(async () => (await hung.ChangeHandlers.ListAsync())[0].HungHere == 1, "the handler is shown as hung");
        }

        end.SetResult();
        (await run.JudgeAsync(4)).Should().BeEmpty();

        IEnumerable<DeliveryEvent.Began> Calls() => run.History.Events.OfType<DeliveryEvent.Began>().Where(one => one.ConversationId == Run.Room(0));
        int Renewals(string host, long after) => run.History.Events.OfType<DeliveryEvent.Lived>().Count(one => one.Host == host && one.At > after);
        static void Lease(DeliveryOptions options) => options.LeaseDuration = TimeSpan.FromSeconds(1);
    }
}
