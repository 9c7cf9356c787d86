namespace Conversations.Delivery.Faults;

/// <summary>Watches that move between hosts, while processes that send are killed and frozen.</summary>
public abstract class WatchRunTests
{
    private const int Rooms = 4;

    /// <summary>Creates an empty place.</summary>
    protected abstract Place CreatePlace();

    [Fact]
    public async Task Watches_that_resume_on_another_host_get_every_change_of_processes_that_are_killed_and_frozen_once()
    {
        var place = CreatePlace();
        await using var run = new Run(place);
        HistoryHost[] hosts = [await StartAsync(run), await StartAsync(run)];
        await Run.CreateAsync(hosts[0].Conversations, Rooms);
        await using var watches = RoomWatches.Start(hosts, Rooms);
        await using var inbox = InboxWatch.Start(hosts, Run.Alice);
        var random = new Random(1);
        for (var round = 0; round < RunSettings.Kills; round++)
        {
            var process = await run.StartProcessAsync("only=1", "senders=3", $"rooms={Rooms}");
            await process.HandlesAsync(random.Next(20, 100));
            if (round == 0)
            {
                await process.FreezeAsync();
                await Task.Delay(100);
                await process.ThawAsync();
                await process.HandlesAsync(20);
            }

            await process.KillAsync();
        }

        await inbox.ShouldKnowAllAsync(await watches.ShouldHaveAllAsync(place));
        inbox.Counts.Changes.Should().BePositive();
    }

    /// <summary>Starts a host without handlers.</summary>
    private static Task<HistoryHost> StartAsync(Run run) => run.StartHostAsync(settings => settings with { AddHandlers = _ => { } });
}
