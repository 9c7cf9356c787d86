namespace Conversations.Benchmarks;

/// <summary>Tells nobody.</summary>
internal sealed class SilentNotifier : INotificationHandler
{
    public Task HandleAsync(Notification notification, CancellationToken cancellationToken) => Task.CompletedTask;
}
