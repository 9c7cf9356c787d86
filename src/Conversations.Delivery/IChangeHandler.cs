namespace Conversations;

/// <summary>
/// Runs code of the app for every change of one kind, or for all kinds below a base such as <see cref="MessageChange"/> or
/// <see cref="Change"/>.
/// </summary>
/// <remarks>
/// A change is delivered at least once: after a crash it can come again, with the same <see cref="ChangeContext{TChange}.DeliveryId"/>.
/// The changes of a conversation come in the order of their versions, one at a time. A handler that throws is called again later, and
/// the changes after it in this conversation wait. Other conversations do not wait.
/// </remarks>
/// <typeparam name="TChange">The kind of change.</typeparam>
public interface IChangeHandler<TChange>
    where TChange : Change
{
    /// <summary>Handles a change. The change counts as handled when the task ends without an exception.</summary>
    /// <param name="context">The change, with the content that it is about.</param>
    /// <param name="cancellationToken">
    /// The token of this call, not to be used after it has returned.
    /// Cancelled at the time limit (<see cref="ChangeHandlerOptions.Timeout"/>), when the host stops, and when the host has lost the right
    /// to deliver this conversation.
    /// </param>
    /// <returns>A task that ends when the change is handled.</returns>
    /// <exception cref="ParkDeliveryException">No further attempt makes sense: park the conversation for this handler.</exception>
    /// <exception cref="RetryDeliveryException">Try again after a given time.</exception>
    /// <exception cref="DestinationDownException">Nothing can be delivered to the destination of this handler.</exception>
    Task HandleAsync(ChangeContext<TChange> context, CancellationToken cancellationToken);
}
