namespace Conversations;

/// <summary>Reads what a recipient has missed, for handlers of <see cref="NotificationTriggered"/> that are no <see cref="INotificationHandler"/>.</summary>
public interface INotifications
{
    /// <summary>Reads a notification as it is now.</summary>
    /// <param name="context">The change that is delivered.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// The notification, or null if there is nothing to tell any more: the recipient has read, does not want to be notified or does not take part, or
    /// the messages were deleted.
    /// </returns>
    /// <exception cref="StorageException">The store cannot serve the call.</exception>
    Task<Notification?> FindAsync(ChangeContext<NotificationTriggered> context, CancellationToken cancellationToken = default);
}
