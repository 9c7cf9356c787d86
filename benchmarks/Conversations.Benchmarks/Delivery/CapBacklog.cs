using DotNetCore.CAP;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Conversations.Benchmarks;

/// <summary>Delivers a backlog by DotNetCore.CAP: its tables in PostgreSQL, and a transport in this process.</summary>
/// <remarks>
/// CAP needs a broker. Here it is a queue in memory, which costs nothing and loses the messages of a process that ends; so only what CAP does with its tables
/// is measured. The messages are published, and handed to the queue, before the time begins. Eight consumers take them from the queue and handle them at the
/// same time.
/// </remarks>
internal static class CapBacklog
{
    private const int Consumers = 8;

    internal static async Task<BacklogResult> MeasureAsync(DeliveryPlan plan, string connection)
    {
        var count = new DeliveryCount();
        var queue = new CapQueue();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.ClearProviders());
        services.AddSingleton(count);
        services.AddSingleton(queue);
        services.AddTransient<CapSubscriber>();
        services.AddCap(options =>
        {
            options.UsePostgreSql(connection);
            options.RegisterExtension(queue);
            options.ConsumerThreadCount = Consumers;
            options.EnableSubscriberParallelExecute = true;
            options.SubscriberParallelExecuteThreadCount = Consumers;
            options.SubscriberParallelExecuteBufferFactor = 100;
            options.EnablePublishParallelSend = true;
            options.FailedRetryInterval = 3_600;
        });
        await using var provider = services.BuildServiceProvider();
        using var stop = new CancellationTokenSource();
        await provider.GetRequiredService<IBootstrapper>().BootstrapAsync(stop.Token);
        var stored = await Backlog.TimeAsync(() => Parallel.ForEachAsync(
            Enumerable.Range(0, plan.Changes),
            new ParallelOptions { MaxDegreeOfParallelism = Backlog.Senders },
            async (number, _) =>
            {
                using var scope = provider.CreateScope();
                await scope.ServiceProvider.GetRequiredService<ICapPublisher>().PublishAsync(CapSubscriber.Topic, SentMessage.Of(number, plan.Conversations), cancellationToken: CancellationToken.None);
            }));
        while (queue.Count < plan.Changes)
            await Task.Delay(10);

        var meter = await CpuMeter.WithServerAsync(connection);
        var (cpu, all) = (meter.Read(), count.Expect(plan.Changes));
        var delivered = await Backlog.TimeAsync(async () =>
        {
            queue.Open();
            await all;
        });
        var result = new BacklogResult(
            "DotNetCore.CAP 10.0.2", plan.Changes / stored.TotalSeconds, plan.Changes / delivered.TotalSeconds,
            meter.Read().Since(cpu).Each(plan.Changes), IsOther: true);
        Console.WriteLine(result);
        await stop.CancelAsync();
        return result;
    }
}
