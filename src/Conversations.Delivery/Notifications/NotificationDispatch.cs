namespace Conversations;

/// <summary>Gives notifications to a handler of the app.</summary>
internal sealed class NotificationDispatch(INotificationHandler handler, INotifications notifications) : IChangeHandler<NotificationTriggered>
{
    public async Task HandleAsync(ChangeContext<NotificationTriggered> context, CancellationToken cancellationToken)
    {
        if (await notifications.FindAsync(context, cancellationToken).ConfigureAwait(false) is { } notification)
            await handler.HandleAsync(notification, cancellationToken).ConfigureAwait(false);
    }
}
