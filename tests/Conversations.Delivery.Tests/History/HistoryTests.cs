using Conversations.Histories.Deliveries;
using Conversations.Storage;
using Conversations.Storage.InMemory;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Delivery.History;

/// <summary>Hosts on one store in memory, and what is recorded of them.</summary>
public abstract class HistoryTests
{
    private protected const int Rooms = 4;

    private protected DeliveryHistory History { get; } = new();

    private protected InMemoryConversationStore Store { get; } = new();

    private protected static ConversationId Room(int number) => new($"room-{number}");

    private protected Task<HistoryHost> StartAsync(string name, Func<IConversationStore, IConversationStore> decorate, HandlerWork? work = null, Action<DeliveryOptions>? configure = null, Action<ChangeHandlerOptions>? handler = null) =>
        HistoryHost.StartAsync(name, History, new()
        {
            Use = builder => builder.UseStore("UseOne", _ => Store),
            Decorate = decorate,
            AddHandlers = builder => builder.AddChangeHandler<HistoryHandler<HandlerNames.First>>(HandlerNames.First.Name, handler),
            Work = work ?? ((_, _, _) => Task.CompletedTask),
            Configure = options =>
            {
                options.PollInterval = TimeSpan.FromMilliseconds(50);
                options.QuietFor = TimeSpan.FromMilliseconds(20);
                configure?.Invoke(options);
            },
        });

    private protected static async Task CreateAsync(HistoryHost host)
    {
        for (var room = 0; room < Rooms; room++)
            await host.Conversations.CreateIfNotExistsAsync(Room(room), new() { Participants = [new(new UserId("alice"))] });
    }

    private protected static async Task SendAsync(HistoryHost host, int number, int rooms = Rooms)
    {
        for (var room = 0; room < rooms; room++)
            await host.Conversations.SendAsync(Room(room), new("alice"), $"{Room(room)}/{number}", new MessageId($"{number}"));
    }

    private protected async Task<IEnumerable<DeliveryAnomalyKind>> JudgeAsync(HistoryHost host, int rooms = Rooms)
    {
        var logs = await DeliveryEnd.ReadLogsAsync(host.Services, Enumerable.Range(0, rooms).Select(Room));
        await host.StopAsync();
        var found = DeliveryCheck.Find(History.Events, new() { Logs = logs, Handlers = [HandlerNames.First.Name], TextOf = (room, message) => $"{room}/{message}" });
        return found.Select(anomaly => anomaly.Kind).Distinct();
    }

    private protected static async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var i = 0; i < 6_000; i++)
        {
            if (await condition())
                return;

            await Task.Delay(10);
        }

        throw new TimeoutException("The condition did not become true.");
    }
}
