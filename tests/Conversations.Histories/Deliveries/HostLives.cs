namespace Conversations.Histories.Deliveries;

/// <summary>When the leases of each host were certainly valid.</summary>
internal sealed class HostLives
{
    private readonly Dictionary<string, List<(long From, long Until)>> _lives = [];

    internal HostLives(IReadOnlyCollection<DeliveryEvent> events)
    {
        foreach (var host in events.OfType<DeliveryEvent.Lived>().GroupBy(lived => lived.Host))
        {
            var lives = new List<(long From, long Until)>();
            foreach (var lived in host.OrderBy(lived => lived.At))
            {
                if (lives.Count > 0 && lived.At <= lives[^1].Until)
                    lives[^1] = (lives[^1].From, Math.Max(lives[^1].Until, lived.Until));
                else
                    lives.Add((lived.At, lived.Until));
            }

            _lives.Add(host.Key, lives);
        }
    }

    /// <summary>Gets how often a host had to begin anew because it had not renewed its leases in time.</summary>
    internal int Lapses => _lives.Values.Sum(lives => lives.Count - 1);

    /// <summary>Returns whether the leases of a host were valid during all of a time.</summary>
    internal bool Cover(string host, long from, long to) =>
        _lives.TryGetValue(host, out var lives) && lives.Exists(life => life.From <= from && to < life.Until);
}
