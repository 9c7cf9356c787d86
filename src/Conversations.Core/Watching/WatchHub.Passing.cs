using Conversations.Storage;

namespace Conversations;

/// <content>Gives watches what is not stored: who has read, types and is online.</content>
internal sealed partial class WatchHub
{
    /// <summary>For how long a user types without saying so again.</summary>
    private static readonly TimeSpan _typesFor = TimeSpan.FromSeconds(10);

    private readonly PassingEvents _passing = new();

    /// <summary>Tells the watches of all hosts how far a user has read a conversation, or that the user marked it as unread.</summary>
    internal void TellRead(ConversationId id, UserId userId, ReadState state) =>
        TellAll(new(PassingKind.Read, id, userId), state.IsMarkedUnread ? -1 : state.ReadUpTo, state.UnreadCount);

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
        var present = await FindPresentAsync(store, events, cancellationToken).ConfigureAwait(false);
        foreach (var (what, (value, unread)) in events)
        {
            if (what.Kind == PassingKind.Read)
                PassRead(what, value, unread, present);
            else if (what.Kind == PassingKind.Typing)
                PassTyping(what, value == 1, present);
            else
                PassOnline(what.UserId, value == 1, present);
        }

        if (!_passing.IsEmpty)
            _queue.Writer.TryWrite(default);
    }

    /// <summary>Finds out who of those concerned takes part at this moment. Nobody else may learn what happens in a conversation.</summary>
    private async Task<HashSet<(ConversationId, UserId)>> FindPresentAsync(
        IWatchStore store, List<KeyValuePair<PassingEvent, (long, long)>> events, CancellationToken cancellationToken)
    {
        var isOnline = events.Exists(one => one.Key.Kind == PassingKind.Online);
        var users = events.Select(one => one.Key.UserId).ToHashSet();
        var ids = events.Where(one => one.Key.Kind != PassingKind.Online).Select(one => one.Key.ConversationId).ToHashSet();
        lock (_lock)
        {
            foreach (var (id, watched) in _watched)
            {
                if (watched.Watchers.Count == 0 || !(isOnline ? ids.Add(id) || true : ids.Contains(id)))
                    continue;

                users.UnionWith(watched.Watchers.Select(watcher => watcher.Viewer).OfType<UserId>());
            }
        }

        var present = new HashSet<(ConversationId, UserId)>();
        foreach (var chunk in ids.Select(id => new DeliveryRange(id, long.MaxValue, 1)).Chunk(MaxKeys))
        {
            foreach (var member in await store.FindMembersAsync(chunk, users, cancellationToken).ConfigureAwait(false))
                present.Add((member.ConversationId, member.UserId));
        }

        return present;
    }

    private void PassRead(PassingEvent what, long upTo, long unread, HashSet<(ConversationId, UserId)> present)
    {
        WatchEvent EventFor(UserId? viewer) => upTo < 0
            ? new ConversationMarkedUnread(what.ConversationId, what.UserId)
            : new ConversationRead(what.ConversationId, what.UserId, upTo) { UnreadCount = viewer == what.UserId ? unread : null };

        PassTo(what.ConversationId, present, viewer => upTo >= 0 || viewer is null || viewer == what.UserId ? EventFor(viewer) : null);
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

    private void PassOnline(UserId userId, bool isOnline, HashSet<(ConversationId, UserId)> present)
    {
        foreach (var id in _watched.Keys.Where(id => present.Contains((id, userId))))
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
    private void StopTyping(WatchedConversation watched, DeliveryContent content)
    {
        if (!watched.HasTypists)
            return;

        foreach (var sent in content.Changes.Changes.OfType<MessageSent>())
        {
            if ((content.FindMessage(sent)?.SenderId ?? sent.Actor) is { } sender)
                Pass(new(PassingKind.Typing, sent.ConversationId, sender), 0);
        }
    }

    private void EndTyping()
    {
        foreach (var (id, watched) in _watched)
        {
            if (!watched.HasTypists)
                continue;

            foreach (var user in watched.TypistsSince(began => time.GetElapsedTime(began) >= _typesFor))
                Pass(new(PassingKind.Typing, id, user), 0);
        }
    }
}
