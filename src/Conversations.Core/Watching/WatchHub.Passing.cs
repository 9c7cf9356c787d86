using Conversations.Storage;
using PassingEvent = (Conversations.PassingKind Kind, Conversations.ConversationId ConversationId, Conversations.UserId UserId);

namespace Conversations;

/// <content>Gives watches what is not stored: who has read, types and is online.</content>
internal sealed partial class WatchHub
{
    /// <summary>For how long a user types without saying so again.</summary>
    private static readonly TimeSpan _typesFor = TimeSpan.FromSeconds(10);

    private readonly PassingEvents _passing = new();

    /// <summary>Tells the watches of all hosts how far a user has read a conversation, or that the user marked it as unread.</summary>
    internal void TellRead(ConversationId id, UserId userId, ReadState state) =>
        TellAll(new(state.IsMarkedUnread ? PassingKind.MarkedUnread : PassingKind.Read, id, userId), state.ReadUpTo, state.UnreadCount);

    /// <summary>Tells the watches of all hosts that a user types, or does not type any more.</summary>
    internal void TellTyping(ConversationId id, UserId userId, bool isTyping) => TellAll(new(PassingKind.Typing, id, userId), isTyping ? 1 : 0);

    private void TellAll(PassingEvent what, long value, long unread = 0)
    {
        _toTell?.Add(what, value, unread);
        Pass(what, value, unread);
    }

    /// <summary>Tells the watches of this host, if there are any.</summary>
    private void Pass(PassingEvent what, long value, long unread = 0)
    {
        if (!_isTicking || (what.Kind != PassingKind.Online && !_watched.ContainsKey(what.ConversationId) && !_users.ContainsKey(what.UserId)))
            return;

        _passing.Add(what, value, unread);
        _queue.Writer.TryWrite(default);
    }

    private async Task PassAsync(IWatchStore store, CancellationToken cancellationToken)
    {
        if (_passing.IsEmpty)
            return;

        // If it cannot be found out who takes part, the events are missing: they are not stored.
        var (_, events) = _passing.Take(MaxKeys);
        if (!_passing.IsEmpty)
            _queue.Writer.TryWrite(default);

        // Those who came or went are looked for in all watched conversations, and all other users only in conversations that are concerned.
        UserId[] online = [.. events.Where(one => one.Key.Kind == PassingKind.Online).Select(one => one.Key.UserId)];
        var present = online.Length == 0 ? []
            : await FindPresentAsync(store, [.. _watched.Where(one => one.Value.Watchers.Count > 0).Select(one => one.Key)], [.. online], cancellationToken).ConfigureAwait(false);
        HashSet<ConversationId> ids = [.. present.Select(one => one.Item1), .. events.Where(one => one.Key.Kind != PassingKind.Online).Select(one => one.Key.ConversationId)];
        present.UnionWith(await FindPresentAsync(store, ids, [.. events.Select(one => one.Key.UserId), .. ViewersOf(ids)], cancellationToken).ConfigureAwait(false));
        foreach (var (what, (value, unread)) in events)
        {
            if (what.Kind == PassingKind.Typing)
                PassTyping(what, value == 1, present);
            else if (what.Kind == PassingKind.Online)
                PassOnline(what.UserId, value == 1, ids, present);
            else
                PassRead(what, value, unread, present);
        }
    }

    private List<UserId> ViewersOf(IEnumerable<ConversationId> ids)
    {
        lock (_lock)
            return [.. ids.SelectMany(id => _watched.TryGetValue(id, out var watched) ? watched.Watchers : []).Select(watcher => watcher.Viewer).OfType<UserId>()];
    }

    /// <summary>Finds out who of some users takes part at this moment. Nobody else may learn what happens in a conversation.</summary>
    private static async Task<HashSet<(ConversationId, UserId)>> FindPresentAsync(
        IWatchStore store, HashSet<ConversationId> ids, HashSet<UserId> users, CancellationToken cancellationToken)
    {
        var present = new HashSet<(ConversationId, UserId)>();
        foreach (var chunk in ids.Chunk(MaxKeys))
        {
            DeliveryRange[] ranges = [.. chunk.Select(id => new DeliveryRange(id, long.MaxValue, 1))];
            foreach (var member in await store.FindMembersAsync(ranges, users, cancellationToken).ConfigureAwait(false))
                present.Add((member.ConversationId, member.UserId));
        }

        return present;
    }

    private void PassRead(PassingEvent what, long upTo, long unread, HashSet<(ConversationId, UserId)> present)
    {
        var isRead = what.Kind == PassingKind.Read;
        WatchEvent EventFor(UserId? viewer) => isRead
            ? new ConversationRead(what.ConversationId, what.UserId, upTo) { UnreadCount = viewer == what.UserId ? unread : null }
            : new ConversationMarkedUnread(what.ConversationId, what.UserId);

        PassTo(what.ConversationId, present, viewer => isRead || viewer is null || viewer == what.UserId ? EventFor(viewer) : null);
        if (!present.Contains((what.ConversationId, what.UserId)))
            return;

        foreach (var watcher in _users.GetValueOrDefault(what.UserId) ?? [])
            watcher.Give(EventFor(what.UserId));
    }

    private void PassTyping(PassingEvent what, bool isTyping, HashSet<(ConversationId, UserId)> present)
    {
        if (!_watched.TryGetValue(what.ConversationId, out var watched) || !watched.SetTyping(what.UserId, isTyping ? time.GetTimestamp() : null))
            return;

        var typists = watched.Typists;
        PassTo(what.ConversationId, present, viewer => viewer == what.UserId ? null : TypingChanged.Of(what.ConversationId, typists.Where(user => user != viewer)));
    }

    private void PassOnline(UserId userId, bool isOnline, HashSet<ConversationId> ids, HashSet<(ConversationId, UserId)> present)
    {
        foreach (var id in ids.Where(id => present.Contains((id, userId))))
            PassTo(id, present, viewer => viewer == userId ? null : new OnlineChanged(id, userId, isOnline));
    }

    /// <summary>Gives an event to the watches of a conversation whose users take part, unless it is null for them.</summary>
    private void PassTo(ConversationId id, HashSet<(ConversationId, UserId)> present, Func<UserId?, WatchEvent?> eventFor)
    {
        if (!_watched.TryGetValue(id, out var watched))
            return;

        lock (_lock)
        {
            foreach (var watcher in watched.Watchers.Where(watcher => watcher.Viewer is not { } user || present.Contains((id, user))))
            {
                if (eventFor(watcher.Viewer) is { } one)
                    watcher.TryPass(one);
            }
        }
    }

    /// <summary>Whoever has sent a message does not type any more.</summary>
    private void StopTyping(WatchedConversation watched, DeliveryContent content, long known)
    {
        if (!watched.HasTypists)
            return;

        foreach (var sent in content.Changes.Changes.OfType<MessageSent>())
        {
            // A watch that begins with the past gets messages of those who type now.
            if (sent.Version > known && (content.FindMessage(sent)?.SenderId ?? sent.Actor) is { } sender)
                Pass(new(PassingKind.Typing, sent.ConversationId, sender), 0);
        }
    }
}
