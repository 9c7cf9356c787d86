namespace Conversations.Storage;

/// <summary>Finds out which conversations have changed, and what users see of them. A store whose conversations can be watched implements it.</summary>
public interface IWatchStore : IDeliveryStore
{
    /// <summary>Reads the versions of conversations.</summary>
    /// <remarks>
    /// <para>
    /// 1. The version is that of the last change, also of a conversation that was deleted. A conversation that never existed is left out.
    /// </para>
    /// <para>
    /// Cost: one statement. The rows grow with the ids only.
    /// </para>
    /// </remarks>
    /// <param name="ids">The conversations, each once.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The versions, by conversation.</returns>
    Task<IReadOnlyDictionary<ConversationId, long>> ReadVersionsAsync(
        IReadOnlyCollection<ConversationId> ids, CancellationToken cancellationToken = default);

    /// <summary>Reads the participants who watch conversations.</summary>
    /// <remarks>
    /// <para>
    /// 1. Each is as of a moment during the call. A user who does not take part, and one in a conversation that does not exist, is null.
    /// </para>
    /// <para>
    /// Cost: one statement. The rows grow with the keys and the messages that they name, not with the participants and the messages of the conversations.
    /// </para>
    /// </remarks>
    /// <param name="keys">The users and conversations.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One participant or null per key, in the same order.</returns>
    Task<IReadOnlyList<WatchingViewer?>> ReadViewersAsync(IReadOnlyList<ViewerKey> keys, CancellationToken cancellationToken = default);
}
