namespace Conversations;

/// <content>Knows which users are online.</content>
internal sealed partial class WatchHub
{
    /// <summary>For how long a user counts as online after the last watch, so that a client that connects again does not come and go.</summary>
    private static readonly TimeSpan _staysFor = TimeSpan.FromSeconds(10);

    /// <summary>For how long a host counts as alive, and how often it says so.</summary>
    private static readonly TimeSpan _aliveFor = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _saysAliveEvery = TimeSpan.FromSeconds(10);

    /// <summary>How often this host names all users who are online: the database may have forgotten them.</summary>
    private static readonly TimeSpan _namesAllEvery = TimeSpan.FromMinutes(1);

    /// <summary>The users who are online on this host, and those whose last watch has ended.</summary>
    private readonly HashSet<UserId> _online = [];
    private readonly Dictionary<UserId, long> _left = [];

    /// <summary>Whose coming and going was not told yet.</summary>
    private readonly HashSet<UserId> _came = [];
    private readonly HashSet<UserId> _went = [];

    private long _saidAliveAt;
    private long _wasHeardAt;
    private long _namedAllAt;

    /// <summary>Finds out which users are online on this or another host.</summary>
    internal async Task<HashSet<UserId>> FindOnlineAsync(IEnumerable<UserId> users, CancellationToken cancellationToken)
    {
        var (online, others) = (new HashSet<UserId>(), new List<UserId>());
        lock (_lock)
        {
            foreach (var user in users)
            {
                if (_online.Contains(user))
                    online.Add(user);
                else
                    others.Add(user);
            }
        }

        if (_wakes is not null && others.Count > 0)
            online.UnionWith(await _wakes.FindOnlineAsync(others, cancellationToken).ConfigureAwait(false));

        return online;
    }

    /// <summary>Tells whether other hosts may have forgotten this one, and its users with it.</summary>
    private bool WasForgotten() => _wasHeardAt == 0 || IsDue(ref _namedAllAt, _namesAllEvery) || time.GetElapsedTime(_wasHeardAt) >= _aliveFor;

    private List<UserId> OnlineHere()
    {
        lock (_lock)
            return [.. _online];
    }

    private void CameOnline(UserId user)
    {
        _left.Remove(user);
        if (!_online.Add(user))
            return;

        _came.Add(user);
        _went.Remove(user);
        _looks.Writer.TryWrite(true);
    }

    /// <summary>Says that this host is alive, and tells who came online and who went offline.</summary>
    private async Task UpdateOnlineAsync(CancellationToken cancellationToken)
    {
        List<UserId> came, went;
        lock (_lock)
        {
            foreach (var (user, at) in _left)
            {
                if (time.GetElapsedTime(at) < _staysFor)
                    continue;

                _left.Remove(user);
                _online.Remove(user);
                if (!_came.Remove(user))
                    _went.Add(user);
            }

            (came, went) = ([.. _came], [.. _went]);
        }

        if (_wakes is not null && (came.Count > 0 || went.Count > 0 || IsDue(ref _saidAliveAt, _saysAliveEvery)))
        {
            await _wakes.SayWatchingAsync(Id, _aliveFor, WasForgotten() ? OnlineHere() : came, went, cancellationToken).ConfigureAwait(false);
            _wasHeardAt = time.GetTimestamp();
            if (went.Count > 0)
            {
                // They may be online on another host.
                var still = await _wakes.FindOnlineAsync(went, cancellationToken).ConfigureAwait(false);
                went = [.. went.Except(still)];
            }
        }

        lock (_lock)
        {
            _came.ExceptWith(came);
            _went.Clear();
        }

        foreach (var user in came)
            TellAll(new(PassingKind.Online, default, user), 1);

        foreach (var user in went)
            TellAll(new(PassingKind.Online, default, user), 0);
    }
}
