using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Delivery.Faults;

/// <summary>Runs in which conversations are deleted or erased, and handlers begin late.</summary>
public abstract class ChangeRunTests
{
    /// <summary>Creates an empty place.</summary>
    protected abstract Place CreatePlace();

    [Fact]
    public async Task Conversation_that_is_deleted_and_created_again_under_its_id_is_delivered_in_order()
    {
        await using var run = new Run(CreatePlace());
        var host = await run.StartHostAsync(settings => settings with { Work = (_, _, _) => Task.Delay(2, CancellationToken.None) });
        await run.StartHostAsync();
        for (var round = 0; round < 10; round++)
        {
            await Run.CreateAsync(host.Conversations, 2);
            for (var i = 0; i < round; i++)
                await Run.SendAsync(host.Conversations, Run.Room(i % 2), $"{round}-{i}");

            await host.Conversations.DeleteAsync(Run.Room(round % 2));
            if (round % 3 == 0)
                await host.CatchUpAsync();
        }

        await Run.CreateAsync(host.Conversations, 2);
        await Run.SendAsync(host.Conversations, Run.Room(0), "last");

        (await run.JudgeAsync(2)).Should().BeEmpty();
        run.History.Events.OfType<DeliveryEvent.Began>().Where(one => one.Kind == nameof(ConversationDeleted)).Should().NotBeEmpty();
    }

    [Fact]
    public async Task Change_that_waits_while_a_user_is_erased_comes_without_the_message()
    {
        await using var run = new Run(CreatePlace());
        var (goes, begun) = (new TaskCompletionSource(), Stopwatch.StartNew());
        var host = await run.StartHostAsync(settings => settings with
        {
            Work = async (_, context, _) =>
            {
                if (context.Change is ConversationCreated)
                    await goes.Task;
            },
        });
        var bob = new UserId("bob");
        await host.Conversations.CreateIfNotExistsAsync(Run.Room(0), new() { Participants = [new(Run.Alice), new(bob)] });
        await Run.UntilAsync(() => run.History.Events.Any(one => one is DeliveryEvent.Began), "the first change is delivered");
        for (var i = 0; i < 5; i++)
        {
            await Run.SendAsync(host.Conversations, Run.Room(0), $"bob-{i}", bob);
            await Run.SendAsync(host.Conversations, Run.Room(0), $"alice-{i}");
        }

        await host.Conversations.EraseUserAsync(bob);
        goes.SetResult();

        (await run.JudgeAsync(1)).Should().BeEmpty();
        var sent = run.History.Events.OfType<DeliveryEvent.Began>().Where(one => one.Kind == nameof(MessageSent)).ToList();
        sent.Where(one => one.MessageId!.Value.Value.StartsWith("bob", StringComparison.Ordinal)).Should().HaveCount(5).And.OnlyContain(one => one.Message == null);
        sent.Where(one => one.MessageId!.Value.Value.StartsWith("alice", StringComparison.Ordinal)).Should().HaveCount(5).And.OnlyContain(one => one.Text != null);
    }

    [Fact]
    public async Task Message_that_is_deleted_while_an_earlier_change_of_its_slice_is_handled_is_not_delivered_with_its_text()
    {
        await using var run = new Run(CreatePlace());
        var (open, goes) = (new TaskCompletionSource(), new TaskCompletionSource());
        var host = await run.StartHostAsync(settings => settings with
        {
            Work = async (_, context, _) =>
            {
                if (context.Change is ConversationCreated)
                    await open.Task;

                // Content is read again if it is older than a second.
                if (context.Change is MessageSent { Sequence: 1 })
                    await Task.WhenAll(goes.Task, Task.Delay(1_500, CancellationToken.None));
            },
        });
        await Run.CreateAsync(host.Conversations, 1);
        await Run.UntilAsync(() => run.History.Events.Any(one => one is DeliveryEvent.Began), "the first change is delivered");
        await Run.SendAsync(host.Conversations, Run.Room(0), "first");
        await Run.SendAsync(host.Conversations, Run.Room(0), "second");
        open.SetResult();
        await Run.UntilAsync(() => run.History.Events.Any(one => one is DeliveryEvent.Began { Version: 2 }), "the message before it is delivered");

        await host.Conversations.DeleteMessageAsync(Run.Room(0), new("second"));
        goes.SetResult();

        (await run.JudgeAsync(1)).Should().BeEmpty();
        run.History.Events.OfType<DeliveryEvent.Began>().Single(one => one.Version == 3).Message.Should().BeNull();
    }

    [Fact]
    public async Task Handler_whose_name_is_registered_while_marks_are_pending_gets_all_that_comes_after()
    {
        await using var run = new Run(CreatePlace());
        var host = await run.StartHostAsync();
        await Run.CreateAsync(host.Conversations, 6);
        await host.CatchUpAsync();
        await host.ChangeHandlers.PauseAsync(HandlerNames.First.Name);
        await using var writers = Writers.Start(4, 6, host.Conversations);
        await writers.SendAsync(50);

        var late = await run.StartHostAsync(settings => settings with
        {
            AddHandlers = builder => builder.AddChangeHandler<HistoryHandler<HandlerNames.Late>>(HandlerNames.Late.Name),
        });
        await Run.UntilAsync(async () => (await host.ChangeHandlers.ListAsync()).Any(one => one.Name == HandlerNames.Late.Name), "the name is stored");
        var starts = new Dictionary<ConversationId, long>();
        for (var room = 0; room < 6; room++)
            starts.Add(Run.Room(room), (await host.Conversations.FindAsync(Run.Room(room)))!.Version);

        await run.HandlesAsync(20);
        await host.ChangeHandlers.ResumeAsync(HandlerNames.First.Name);
        await writers.SendAsync(20);
        await writers.StopAsync();

        var found = await run.JudgeAsync(6, [HandlerNames.First.Name, HandlerNames.Late.Name], facts => facts with
        {
            Starts = new Dictionary<string, IReadOnlyDictionary<ConversationId, long>> { [HandlerNames.Late.Name] = starts },
        });
        found.Should().BeEmpty();
        run.History.Events.OfType<DeliveryEvent.Began>().Where(one => one.Host == late.Name).Should().NotBeEmpty().And.NotContain(one => one.Version == 1);
    }

    [Fact]
    public async Task Handler_that_begins_at_the_beginning_gets_all_while_sends_go_on()
    {
        await using var run = new Run(CreatePlace());
        var host = await run.StartHostAsync();
        var rooms = Math.Max(100, RunSettings.Backlog / 100);
        await Run.CreateAsync(host.Conversations, rooms);
        await Parallel.ForAsync(
            0, RunSettings.Backlog, new ParallelOptions { MaxDegreeOfParallelism = 32 },
            async (i, _) => await Run.SendAsync(host.Conversations, Run.Room(i % rooms), $"backlog-{i}"));
        await host.CatchUpAsync();

        await using var writers = Writers.Start(4, rooms, host.Conversations);
        HistoryHostSettings With(HistoryHostSettings settings) => settings with
        {
            AddHandlers = builder => builder.AddChangeHandler<HistoryHandler<HandlerNames.Late>>(
                HandlerNames.Late.Name, options => options.StartFrom = ChangeStart.Beginning),
        };
        await run.StartHostAsync(With);
        await run.StartHostAsync(With);
        await run.HandlesAsync(RunSettings.Backlog / 2);
        await writers.SendAsync(20);
        await writers.StopAsync();

        (await run.JudgeAsync(rooms, [HandlerNames.First.Name, HandlerNames.Late.Name])).Should().BeEmpty();
    }
}
