namespace Conversations;

/// <summary>Tells users of the messages that they have missed, by e-mail or push for example. It is called at least once for each notification.</summary>
public interface INotificationHandler
{
    /// <summary>
    /// Tells the recipient. If it throws, the notification is tried again, as with an <see cref="IChangeHandler{TChange}"/>, whose exceptions count here,
    /// too.
    /// </summary>
    /// <param name="notification">What the recipient has missed, as it is now.</param>
    /// <param name="cancellationToken">It is cancelled at the time limit, when the lease is lost, and when the host stops.</param>
    /// <returns>A task that ends when the recipient is told.</returns>
    Task HandleAsync(Notification notification, CancellationToken cancellationToken);
}
