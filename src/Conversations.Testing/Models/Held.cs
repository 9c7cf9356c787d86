using System.Text.Json;
using Conversations.Decisions;
using Conversations.Storage;

namespace Conversations.Testing;

/// <summary>
/// Reads everything about some conversations and users as one text: as the app, as each user, and from the store itself.
/// </summary>
internal sealed class Held(IConversations conversations, IConversationStore store)
{
    private const int All = 10_000;

    internal async Task<string> ReadAsync(IReadOnlyList<ConversationId> ids, params IReadOnlyList<UserId> users)
    {
        var read = new List<object?>();
        foreach (var id in ids)
        {
            await AddConversationAsync(read, id, users);
            foreach (var message in (await store.ListChangesAsync(id, 0, All)).Changes.OfType<MessageChange>().Select(change => change.MessageId).Distinct())
                await AddMessageAsync(read, id, message, users);
        }

        foreach (var user in users)
            await AddUserAsync(read, user);

        return JsonSerializer.Serialize(read);
    }

    /// <summary>Returns the erasure of a user that was begun and not ended, or null if the store remembers none.</summary>
    internal async Task<Erasure?> FindErasureAsync(UserId user)
    {
        var probe = new Erasure(user, new($"probe-{Guid.NewGuid():N}"), keepsText: false);
        var remembered = await store.BeginErasureAsync(probe);
        if (remembered.ErasedId != probe.ErasedId)
            return remembered;

        await store.EndErasureAsync(user);
        return null;
    }

    private async Task AddConversationAsync(List<object?> read, ConversationId id, IReadOnlyList<UserId> users)
    {
        read.Add(await conversations.FindAsync(id));
        read.Add(await store.FindConversationAsync(id, null));
        read.Add(await store.ListParticipantsAsync(new() { ConversationId = id, Limit = All }));
        read.Add(await store.ListMessagesAsync(new() { ConversationId = id, Limit = All }));
        read.AddRange((await store.ListChangesAsync(id, 0, All)).Changes);
        read.Add((await store.ReadFactsAsync(new() { ConversationId = id, Users = [.. users] })).Memberships.Values);
        foreach (var user in users)
        {
            read.Add(await store.FindEntryAsync(id, user));
            read.Add(await store.FindConversationAsync(id, user));
            read.Add(await store.ListMessagesAsync(new() { ConversationId = id, Viewer = user, Limit = All }));
            read.Add(await store.ListReactionsOfAsync(id, user, 0, All));
        }
    }

    private async Task AddMessageAsync(List<object?> read, ConversationId id, MessageId message, IReadOnlyList<UserId> users)
    {
        var facts = await store.ReadFactsAsync(new() { ConversationId = id, Message = message, ReplyTo = message, Reactor = users[0] });
        read.Add(facts.Message);
        read.Add(facts.ReplyTo);
        read.Add(await conversations.FindMessageAsync(id, message));
        read.Add(await store.ListReactorsAsync(new() { ConversationId = id, MessageId = message, Limit = All }));
    }

    private async Task AddUserAsync(List<object?> read, UserId user)
    {
        read.AddRange(await store.FindUsersAsync([user]));
        read.Add(await conversations.FindUserAsync(user));
        read.AddRange((await store.ListTracesAsync(user, null, All)).Select(id => $"{user}: {id}"));
        await foreach (var entry in conversations.ListInboxAsync(user, new() { IncludeEmpty = true }))
            read.Add(entry);

        using var export = new MemoryStream();
        await conversations.ExportUserAsync(user, export);
        read.Add(JsonSerializer.Deserialize<JsonElement>(export.ToArray()));
    }
}
