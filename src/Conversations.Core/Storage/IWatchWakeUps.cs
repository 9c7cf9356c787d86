namespace Conversations.Storage;

/// <summary>
/// Tells the watches of other hosts what happened on this one: which conversations it has changed, and which users read, type and are online. A store of a database that
/// several hosts share implements it beside <see cref="IWatchStore"/>. Without it, other hosts find out about changes when they look for them.
/// </summary>
/// <remarks>
/// <para>
/// 1. A note is a hint, and nothing depends on it: it may be missing, and it may be removed two minutes after it was stored.
/// </para>
/// </remarks>
public interface IWatchWakeUps
{
    /// <summary>Says that a host has watches, and for how long it counts as alive; and which users came online or went offline there.</summary>
    /// <remarks>
    /// <para>
    /// 1. A host that has said nothing for longer than it promised has no watches, and nobody is online there. It is forgotten then, and its users with it.
    /// </para>
    /// <para>
    /// 2. Old notes are removed by the call.
    /// </para>
    /// </remarks>
    /// <param name="hostId">The host.</param>
    /// <param name="duration">For how long the host counts as alive. Zero or less forgets it at once.</param>
    /// <param name="came">The users who are online there from now on.</param>
    /// <param name="went">The users who are not online there any more.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The task.</returns>
    Task SayWatchingAsync(
        Guid hostId,
        TimeSpan duration,
        IReadOnlyCollection<UserId> came,
        IReadOnlyCollection<UserId> went,
        CancellationToken cancellationToken = default);

    /// <summary>Stores a note for the other hosts that have watches, and wakes those that listen. If there is none, it stores nothing.</summary>
    /// <remarks>
    /// <para>
    /// 1. It is no part of a commit: a commit neither waits for it nor fails with it.
    /// </para>
    /// <para>
    /// 2. A note is stored only while another host has watches.
    /// </para>
    /// </remarks>
    /// <param name="hostId">The host whose note it is.</param>
    /// <param name="number">The number of the note. A host stores its notes one after the other, each with a greater number.</param>
    /// <param name="note">The note, up to 1,000,000 characters.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>True if it was stored; false if no other host has watches.</returns>
    Task<bool> TellAsync(Guid hostId, long number, string note, CancellationToken cancellationToken = default);

    /// <summary>Reads the notes of other hosts.</summary>
    /// <remarks>
    /// <para>
    /// 1. The notes of a host come in the order of their numbers. Of a host that is not named, those since a time are given.
    /// </para>
    /// <para>
    /// 2. At most 1,000 are given. Whoever gets so many calls again.
    /// </para>
    /// </remarks>
    /// <param name="hostId">The host that reads, whose own notes are left out.</param>
    /// <param name="positions">The number of the last note of each host that was read.</param>
    /// <param name="since">The time from which on notes of other hosts are wanted (<see cref="IWatchStore.ReadTimeAsync"/>).</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The notes.</returns>
    Task<IReadOnlyList<WatchNote>> ReadNotesAsync(
        Guid hostId, IReadOnlyDictionary<Guid, long> positions, DateTimeOffset since, CancellationToken cancellationToken = default);

    /// <summary>Finds out which users are online on any host.</summary>
    /// <remarks>
    /// <para>
    /// 1. A user is online from the call that says so until one of the same host says otherwise, and only while that host counts as alive.
    /// </para>
    /// </remarks>
    /// <param name="users">The users.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Those who are online.</returns>
    Task<IReadOnlyList<UserId>> FindOnlineAsync(IReadOnlyCollection<UserId> users, CancellationToken cancellationToken = default);

    /// <summary>Listens for notes of other hosts until the call is cancelled.</summary>
    /// <remarks>
    /// <para>
    /// 1. The task ends without an exception if wake-ups cannot reach this host, for example through a pooler of connections. If the connection breaks, it
    /// fails with <see cref="StorageException"/>, and a later call can succeed.
    /// </para>
    /// <para>
    /// 2. Notes of other hosts wake it, and its own do not.
    /// </para>
    /// </remarks>
    /// <param name="hostId">The host, which its own notes do not wake.</param>
    /// <param name="woken">What is called with each wake-up, and once when it begins to listen. It must return at once and must not throw.</param>
    /// <param name="cancellationToken">Ends the call, with <see cref="OperationCanceledException"/>.</param>
    /// <returns>The task.</returns>
    Task ListenToNotesAsync(Guid hostId, Action woken, CancellationToken cancellationToken = default);
}
