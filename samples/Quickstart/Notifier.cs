using Conversations;

namespace Quickstart;

/// <summary>Gets the messages that a user has missed. Another app would send an e-mail here.</summary>
internal sealed class Notifier(Told told) : INotificationHandler
{
    public Task HandleAsync(Notification notification, CancellationToken cancellationToken)
    {
        told.Add(notification);
        return Task.CompletedTask;
    }
}
