using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Wolverine;
using Wolverine.Postgresql;

namespace Conversations.Benchmarks;

/// <summary>Delivers a backlog by WolverineFx: a queue in PostgreSQL, and a durable inbox.</summary>
/// <remarks>
/// Messages are published by the durable outbox, and the time of storing ends when all of them are in the queue. The listener takes 1,000 messages at a time and handles 8 at a time; it asks again at
/// once, and hosts are told of new messages by NOTIFY. One host needs no coordination of several (<see cref="DurabilityMode.Solo"/>).
/// </remarks>
internal static class WolverineBacklog
{
    private const string Queue = "sent";

    internal static async Task<BacklogResult> MeasureAsync(DeliveryPlan plan, string connection)
    {
        TimeSpan stored;
        using (var sender = await StartAsync(connection, options => options.PublishMessage<SentMessage>().ToPostgresqlQueue(Queue).UseDurableOutbox()))
        {
            using var scope = sender.Services.CreateScope();
            var bus = scope.ServiceProvider.GetRequiredService<IMessageBus>();
            stored = await Backlog.TimeAsync(async () =>
            {
                await Parallel.ForEachAsync(
                    Enumerable.Range(0, plan.Changes),
                    new ParallelOptions { MaxDegreeOfParallelism = Backlog.Senders },
                    async (number, _) => await bus.PublishAsync(SentMessage.Of(number, plan.Conversations)));
                await UntilStoredAsync(connection, plan.Changes);
            });
            await sender.StopAsync();
        }

        var meter = await CpuMeter.WithServerAsync(connection);
        var all = SentMessageHandler.Count.Expect(plan.Changes);
        using var receiver = await StartAsync(connection, options => options.ListenToPostgresqlQueue(Queue)
            .UseDurableInbox().MaximumMessagesToReceive(1_000).MaximumParallelMessages(8).PollingInterval(TimeSpan.FromMilliseconds(1)));

        // The time begins with the first messages, so the start of the host is not measured.
        while (SentMessageHandler.Count.Count == 0)
            await Task.Delay(1);

        var (cpu, before) = (meter.Read(), SentMessageHandler.Count.Count);
        var delivered = await Backlog.TimeAsync(() => all);
        var result = new BacklogResult(
            "WolverineFx 6.62", plan.Changes / stored.TotalSeconds, (plan.Changes - before) / delivered.TotalSeconds,
            meter.Read().Since(cpu).Each(plan.Changes - before), IsOther: true);
        Console.WriteLine(result);
        await receiver.StopAsync();
        return result;
    }

    private static async Task UntilStoredAsync(string connection, int count)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var stored = source.CreateCommand($"SELECT count(*) FROM wolverine_queues.wolverine_queue_{Queue}");
        while ((long)(await stored.ExecuteScalarAsync())! < count)
            await Task.Delay(20);
    }

    private static Task<IHost> StartAsync(string connection, Action<WolverineOptions> configure) => Host.CreateDefaultBuilder()
        .ConfigureLogging(logging => logging.ClearProviders())
        .UseWolverine(options =>
        {
            options.UsePostgresqlPersistenceAndTransport(connection, "wolverine", "wolverine_queues").AutoProvision().EnableQueueNotifications();
            options.UseRuntimeCompilation();
            options.Durability.Mode = DurabilityMode.Solo;
            options.Discovery.DisableConventionalDiscovery().IncludeType(typeof(SentMessageHandler));
            configure(options);
        })
        .StartAsync();
}
