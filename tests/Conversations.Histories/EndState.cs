using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Histories;

/// <summary>What is stored of a conversation after a run.</summary>
public sealed record EndState(Conversation? Conversation, IReadOnlyList<Message> Messages, IReadOnlyList<Change> Changes)
{
    private const int PageSize = 500;

    /// <summary>Reads conversations. To read what is on the disk, pass a provider that was created after the run.</summary>
    public static async Task<IReadOnlyDictionary<ConversationId, EndState>> ReadAsync(
        IServiceProvider services, IEnumerable<ConversationId> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var store = services.GetRequiredService<IConversationStore>();
        var ends = new Dictionary<ConversationId, EndState>();
        foreach (var id in ids)
        {
            var conversation = await services.GetRequiredService<IConversations>().FindAsync(id);
            ends.Add(id, new(conversation, await ReadMessagesAsync(store, id), await ReadChangesAsync(store, id)));
        }

        return ends;
    }

    private static async Task<List<Message>> ReadMessagesAsync(IConversationStore store, ConversationId id)
    {
        var messages = new List<Message>();
        while (await store.ListMessagesAsync(new()
        {
            ConversationId = id, From = messages.Count == 0 ? 1 : messages[^1].Sequence + 1, Limit = PageSize,
        }) is { Count: > 0 } page)
        {
            messages.AddRange(page);
        }

        return messages;
    }

    private static async Task<List<Change>> ReadChangesAsync(IConversationStore store, ConversationId id)
    {
        var changes = new List<Change>();
        while ((await store.ListChangesAsync(id, changes.Count == 0 ? 0 : changes[^1].Version, PageSize)).Changes is { Count: > 0 } page)
            changes.AddRange(page);

        return changes;
    }
}
