using Microsoft.Extensions.Hosting;

namespace Conversations;

/// <summary>Runs the delivery of changes with the host of the app.</summary>
internal sealed class DeliveryService(DeliveryEngine engine) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => engine.RunAsync(stoppingToken);
}
