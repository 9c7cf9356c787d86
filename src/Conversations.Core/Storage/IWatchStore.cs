namespace Conversations.Storage;

/// <summary>Finds out which conversations have changed. A store whose conversations can be watched implements it.</summary>
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
}
