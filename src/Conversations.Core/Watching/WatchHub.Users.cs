using System.Runtime.CompilerServices;
using Conversations.Storage;

namespace Conversations;

/// <content>Watches of all conversations of a user.</content>
internal sealed partial class WatchHub
{
    /// <summary>
    /// How far a list of changed conversations goes back behind the time up to which everything was given: by how much the times in it may lag, and how long a
    /// transaction may last from reading its time to its commit.
    /// </summary>
    private static readonly TimeSpan _overlap = ChangedWindow.MaxLag + TimeSpan.FromSeconds(90);

    /// <summary>The number of changed conversations of a user that one statement lists.</summary>
    private const int PageSize = 1_000;

    /// <summary>Counts how often users began to watch while none did, so that what was given to earlier ones is not taken for given.</summary>
    private int _epoch;

    private long _lastNumber;

    /// <summary>Ends when it was found out who takes part in the conversations that are being read.</summary>
    private Task _finding = Task.CompletedTask;

    private HashSet<UserId>? _watchingUsers;

    /// <summary>Watches all conversations of a user, from a token on or from now on.</summary>
    /// <exception cref="ArgumentException">The token is malformed, or of another user.</exception>
    /// <exception cref="InvalidOperationException">The store cannot be watched.</exception>
    internal IAsyncEnumerable<WatchEvent> WatchAsync(UserId userId, string? resume, CancellationToken cancellationToken)
    {
        var from = resume is null ? (DateTimeOffset?)null : UserWatcher.TimeOf(resume, userId);
        return WatchAsync(Watchable(cancellationToken), userId, from, cancellationToken);
    }

    private async IAsyncEnumerable<WatchEvent> WatchAsync(
        IWatchStore store, UserId userId, DateTimeOffset? from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (watcher, finding) = (new UserWatcher(userId, from), Task.CompletedTask);
        Add(store, userId, () => finding = AddUser(userId, watcher));
        try
        {
            // The watch gets live changes from here on. What was stored before this time is read below, and what is stored between them comes by both ways. Who
            // takes part may be found out for the others at this moment, without this user: what is given to them is read below, too.
            await finding.WaitAsync(cancellationToken).ConfigureAwait(false);
            var at = time.GetTimestamp();
            var began = await store.ReadTimeAsync(cancellationToken).ConfigureAwait(false);
            Cover(began.Now, at);
            if (from is { } token && (token - _overlap < began.ForgottenUpTo || token > began.Now))
                from = null;

            watcher.Start(from ?? began.Now);
            var first = watcher.Token;

            // Without a token, or with one that is too old, this only finds out what the user knows as soon as everything is read again.
            for (var window = new ChangedWindow(userId, (from ?? began.Now) - _overlap); window is not null;)
            {
                var page = await store.ListChangedAsync([window], PageSize, cancellationToken).ConfigureAwait(false);
                foreach (var changed in page)
                {
                    if (changed.ChangedAt >= began.Now - _overlap)
                        watcher.TryTell(changed, changed.Version);

                    if (from is not null)
                        yield return EventOf(changed).With(watcher.Token);
                }

                window = After(page);
            }

            var deferred = watcher.TakeDeferred();
            if (from is null)
                yield return new Reload { Resume = first };

            foreach (var changed in from is null ? [] : deferred)
                yield return EventOf(changed).With(watcher.Token);

            watcher.Begin(began.Now);
            yield return new CaughtUp { Resume = watcher.Token };
            while (await watcher.Events.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                while (watcher.Events.TryRead(out var one))
                {
                    // What came before the watch had read the time needs no earlier token: with it, everything is read again.
                    yield return one.Resume is null ? one.With(first) : one;
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }
        }
        finally
        {
            Remove(userId, () => RemoveUser(userId, watcher));
        }
    }

    private static WatchEvent EventOf(ChangedConversation changed) =>
        changed.HasEnded ? new Gone(changed.ConversationId) : new Resync(changed.ConversationId, changed.Version);

    /// <summary>Returns what follows a page of changed conversations of a user, or null if nothing does.</summary>
    private static ChangedWindow? After(IReadOnlyList<ChangedConversation> page) =>
        page.Count < PageSize ? null : new(page[^1].UserId, page[^1].ChangedAt, page[^1].ConversationId);

    /// <returns>What must end before the watch reads what has changed.</returns>
    private Task AddUser(UserId userId, UserWatcher watcher)
    {
        if (_users.IsEmpty)
            (_epoch, _coveredTo, _coveredAt) = (_epoch + 1, null, time.GetTimestamp());

        if (!_users.TryGetValue(userId, out var others))
            _watchingUsers = null;

        watcher.Number = ++_lastNumber;
        _users[userId] = [.. others ?? [], watcher];
        return _finding;
    }

    private void RemoveUser(UserId userId, UserWatcher watcher)
    {
        UserWatcher[] left = [.. _users[userId].Where(one => one != watcher)];
        if (left.Length > 0)
        {
            _users[userId] = left;
            return;
        }

        _users.TryRemove(userId, out _);
        _watchingUsers = null;
    }

    /// <summary>
    /// Notes the time that the first watch has read: it reads everything that was stored before by itself, and from there on changes that nothing told of are
    /// looked for.
    /// </summary>
    private void Cover(DateTimeOffset to, long at)
    {
        lock (_lock)
        {
            if (_coveredTo is null)
                (_coveredTo, _coveredAt) = (to, at);
        }
    }
}
