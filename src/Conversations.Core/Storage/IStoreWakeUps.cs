namespace Conversations.Storage;

/// <summary>
/// Tells a host at once that another host has changed conversations, which it would otherwise find out at its next poll. A store implements it beside
/// <see cref="IDeliveryStore"/> if its database has a way to do so.
/// </summary>
/// <remarks>
/// <para>
/// 1. A wake-up is a hint, and nothing depends on it: it may be missing, it may come twice, and one may stand for any number of changes.
/// </para>
/// </remarks>
public interface IStoreWakeUps
{
    /// <summary>Wakes the other living hosts that run a handler which this host does not run. Of the others, each finds out at its next poll.</summary>
    /// <remarks>
    /// <para>
    /// 1. It is no part of a commit: a commit neither waits for it nor fails with it.
    /// </para>
    /// </remarks>
    /// <param name="host">The host that has changed conversations.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>True if there are such hosts; false if there are none, or they find out without the call.</returns>
    Task<bool> WakeAsync(DeliveryHost host, CancellationToken cancellationToken = default);

    /// <summary>Listens for wake-ups until the call is cancelled.</summary>
    /// <remarks>
    /// <para>
    /// 1. The task ends without an exception if wake-ups cannot reach this host, for example through a pooler of connections. If the connection breaks, it
    /// fails with <see cref="StorageException"/>, and a later call can succeed.
    /// </para>
    /// </remarks>
    /// <param name="hostId">The host, which its own wake-ups do not wake.</param>
    /// <param name="woken">What is called with each wake-up, and once when it begins to listen. It must return at once and must not throw.</param>
    /// <param name="cancellationToken">Ends the call, with <see cref="OperationCanceledException"/>.</param>
    /// <returns>The task.</returns>
    Task ListenAsync(Guid hostId, Action woken, CancellationToken cancellationToken = default);
}
