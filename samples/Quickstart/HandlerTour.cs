using Conversations;
using Microsoft.Extensions.DependencyInjection;

namespace Quickstart;

/// <summary>Shows a change handler at work. In an app with a host, the host runs the delivery; here a runner does, until the handler has caught up.</summary>
internal static class HandlerTour
{
    internal static async Task RunAsync()
    {
        // The first run begins with the first message in the file. Later runs, and other processes, go on where the last one stopped.
        await using var services = new ServiceCollection()
            .AddSingleton<Counted>()
            .AddConversations()
            .UseSqlite("Data Source=conversations.db")
            .AddChangeHandler<MessageCounter>("message-counter", options => options.StartFrom = ChangeStart.Beginning)
            .Services.BuildServiceProvider();

        using var stop = new CancellationTokenSource();
        var running = services.GetRequiredService<DeliveryRunner>().RunAsync(stop.Token);
        await services.GetRequiredService<IChangeHandlers>().WaitUntilCaughtUpAsync(TimeSpan.FromMinutes(1));
        await stop.CancelAsync();
        await running;

        var counted = services.GetRequiredService<Counted>();
        Show.Title("A change handler");
        Show.Row("handled now", $"{counted.Messages} messages since the last run");
        Show.Row("the last one", counted.Last ?? "none");
    }
}
