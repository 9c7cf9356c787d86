using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Delivery.Faults;

/// <summary>Runs that each store must stand, judged by the check of histories.</summary>
public abstract class RunTests
{
    /// <summary>Creates an empty place.</summary>
    protected abstract Place CreatePlace();

    [Fact]
    public async Task Sixteen_writers_of_which_a_fifth_of_the_writes_is_rolled_back_lose_and_repeat_nothing()
    {
        var place = CreatePlace();
        await using var run = new Run(place);
        HistoryHost[] hosts = [await run.StartHostAsync(), await run.StartHostAsync()];
        await Run.CreateAsync(hosts[0].Conversations, 8);

        await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
            {
                var room = Run.Room((writer + i) % 8);
                if (i % 5 == 0)
                    await place.RollBackAsync(room);
                else
                    await Run.SendAsync(hosts[writer % 2].Conversations, room, $"{writer}-{i}");
            }
        })));

        (await run.JudgeAsync(8)).Should().BeEmpty();
        run.History.Handled.Should().BeGreaterThanOrEqualTo(8 + (16 * 20));
    }

    [Fact]
    public async Task Process_that_is_killed_between_doing_and_acknowledging_again_and_again_loses_nothing()
    {
        await using var run = new Run(CreatePlace());
        var random = new Random(1);
        for (var round = 0; round < RunSettings.Kills; round++)
        {
            var process = await run.StartProcessAsync("only=1", "senders=4", "rooms=4");
            await process.HandlesAsync(random.Next(1, 150));
            await Task.Delay(random.Next(0, 20));
            await process.KillAsync();
        }

        await run.StartProcessAsync("only=1");

        (await run.JudgeAsync(4, [HandlerNames.First.Name, HandlerNames.Second.Name])).Should().BeEmpty();
        run.History.Handled.Should().BePositive();
    }

    [Fact]
    public async Task Changes_of_a_killed_process_and_new_ones_keep_their_order()
    {
        await using var run = new Run(CreatePlace());
        var sender = await run.StartHostAsync(settings => settings with { AddHandlers = _ => { } });
        var process = await run.StartProcessAsync("lease=2000", "senders=2", "rooms=3", "work=40");
        await process.HandlesAsync(20);
        await process.KillAsync();

        // The process left a backlog. New changes come before and after another host takes it over.
        await using var writers = Writers.Start(2, 3, sender.Conversations);
        await writers.SendAsync(20);
        var host = await run.StartHostAsync(
            settings => settings with
            {
                AddHandlers = builder => builder
                    .AddChangeHandler<HistoryHandler<HandlerNames.First>>(HandlerNames.First.Name)
                    .AddChangeHandler<HistoryHandler<HandlerNames.Second>>(HandlerNames.Second.Name),
            },
            options => options.LeaseDuration = TimeSpan.FromSeconds(2));
        await run.HandlesAsync(50);
        await writers.StopAsync();

        (await run.JudgeAsync(3, [HandlerNames.First.Name, HandlerNames.Second.Name])).Should().BeEmpty();
        run.History.Events.OfType<DeliveryEvent.Began>().Where(one => one.Host == host.Name).Should().NotBeEmpty();
    }

    [Fact]
    public async Task Of_two_processes_one_is_frozen_and_thawed_and_the_other_is_killed_and_nothing_is_lost()
    {
        await using var run = new Run(CreatePlace());
        var sender = await run.StartHostAsync(settings => settings with { AddHandlers = _ => { } });
        string[] options = ["lease=1500", "work=5"];
        var frozen = await run.StartProcessAsync(options);
        await Run.CreateAsync(sender.Conversations, 6);
        await using var writers = Writers.Start(4, 6, sender.Conversations);
        await frozen.HandlesAsync(20);

        // The other process takes over what the frozen one had leased, once its lease is over: then it delivers changes of each room.
        var killed = await run.StartProcessAsync(options);
        await frozen.FreezeAsync();
        var frozenAt = System.Diagnostics.Stopwatch.GetTimestamp();
        await Run.UntilAsync(() => HasDeliveredAllRooms(killed, frozenAt), "the other process delivers all rooms");
        await frozen.ThawAsync();
        await killed.HandlesAsync(20);
        await killed.KillAsync();
        var killedAt = System.Diagnostics.Stopwatch.GetTimestamp();
        await Run.UntilAsync(() => HasDeliveredAllRooms(frozen, killedAt), "the thawed process delivers all rooms");
        await writers.StopAsync();

        (await run.JudgeAsync(6, [HandlerNames.First.Name, HandlerNames.Second.Name])).Should().BeEmpty();

        bool HasDeliveredAllRooms(DelivererProcess process, long after) => run.History.Events.OfType<DeliveryEvent.Began>()
            .Where(one => one.Host == process.Name && one.At > after).Select(one => (one.Handler, one.ConversationId)).Distinct().Count() == 2 * 6;
    }

    [Fact]
    public async Task Several_processes_that_send_and_deliver_disturb_each_other_in_nothing()
    {
        await using var run = new Run(CreatePlace());
        string[] options = ["senders=2", "rooms=5", "work=2"];
        DelivererProcess[] processes = [await run.StartProcessAsync(options), await run.StartProcessAsync(options), await run.StartProcessAsync(options)];

        // Whoever is first has leased a conversation for as long as it is active. The next process takes over when one ends.
        foreach (var process in processes)
        {
            await run.HandlesAsync(50);
            await process.EndAsync();
        }

        await run.StartProcessAsync();

        (await run.JudgeAsync(5, [HandlerNames.First.Name, HandlerNames.Second.Name])).Should().BeEmpty();
    }
}
