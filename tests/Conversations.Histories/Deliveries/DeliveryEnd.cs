using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Histories.Deliveries;

/// <summary>Reads what was committed, and what is parked, after a run.</summary>
public static class DeliveryEnd
{
    private const int PageSize = 500;

    /// <summary>Reads the logs of all conversations, also of those that were deleted.</summary>
    public static async Task<IReadOnlyDictionary<ConversationId, IReadOnlyList<Change>>> ReadLogsAsync(IServiceProvider services, IEnumerable<ConversationId> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var store = services.GetRequiredService<IConversationStore>();
        var logs = new Dictionary<ConversationId, IReadOnlyList<Change>>();
        foreach (var id in ids)
        {
            var changes = new List<Change>();
            while ((await store.ListChangesAsync(id, changes.Count == 0 ? 0 : changes[^1].Version, PageSize)).Changes is { Count: > 0 } page)
                changes.AddRange(page);

            logs.Add(id, changes);
        }

        return logs;
    }

    /// <summary>Reads which conversations are parked.</summary>
    public static async Task<IReadOnlyCollection<(string Handler, ConversationId ConversationId, long Position)>> ReadParkedAsync(
        IChangeHandlers changeHandlers, IEnumerable<string> handlers)
    {
        ArgumentNullException.ThrowIfNull(changeHandlers);
        ArgumentNullException.ThrowIfNull(handlers);
        var parked = new List<(string, ConversationId, long)>();
        foreach (var handler in handlers)
        {
            while (await changeHandlers.ListFailedAsync(handler, after: parked.Count == 0 || parked[^1].Item1 != handler ? null : parked[^1].Item2, limit: 1_000) is { Count: > 0 } page)
                parked.AddRange(page.Select(one => (handler, one.ConversationId, one.HandledUpTo)));
        }

        return parked;
    }
}
