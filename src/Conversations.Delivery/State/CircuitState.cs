namespace Conversations;

/// <summary>The circuit of a handler: whether its destination seems to be down. The rules are those of docs/handlers.md.</summary>
internal sealed record CircuitState
{
    private const int MinAttempts = 5;
    private const int MinConversations = 3;

    /// <summary>How many samples of failures are kept apart. One conversation has fewer, so that these are of several.</summary>
    private const int MaxFailures = 50;

    /// <summary>A schedule for single deliveries can have steps of hours. When a destination is back, everything waits for the next try.</summary>
    private static readonly TimeSpan _longestStep = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan _window = TimeSpan.FromSeconds(60);

    /// <summary>Attempts in one conversation in such a time are one sample, and so are successes in any.</summary>
    private static readonly TimeSpan _step = TimeSpan.FromSeconds(5);

    /// <summary>Gets since when the circuit is open, or null if it is closed.</summary>
    public DateTimeOffset? OpenSince { get; init; }

    /// <summary>Gets when the next conversation tries, if the circuit is open.</summary>
    public DateTimeOffset ProbeAt { get; init; }

    /// <summary>Gets the number of conversations that have tried since the circuit opened.</summary>
    public int Probes { get; init; }

    /// <summary>Gets the attempts of the last 60 seconds, as far as hosts have told of them.</summary>
    public IReadOnlyList<CircuitSample> Recent { get; init; } = [];

    /// <summary>Gets the number of failures since the last success, however long ago.</summary>
    public int FailuresInARow { get; init; }

    /// <summary>Returns the circuit after attempts. It opens if most of the recent ones failed. Only a conversation that tries closes it.</summary>
    internal CircuitState After(IReadOnlyCollection<CircuitSample> attempts, RetrySchedule schedule, DateTimeOffset now)
    {
        if (OpenSince is not null)
            return this;

        var recent = Summed(Recent.Concat(attempts).Where(one => now - one.At < _window));
        var inARow = attempts.Aggregate(FailuresInARow, (count, one) => one.Failed > 0 ? count + one.Failed : 0);
        var next = this with { Recent = recent.Exists(one => one.Failed > 0) ? recent : [], FailuresInARow = inARow };
        return inARow >= MinAttempts || IsMostlyFailing(recent) ? Opened(schedule, now) : next;
    }

    /// <summary>Returns the open circuit.</summary>
    /// <param name="schedule">When conversations try.</param>
    /// <param name="now">The time.</param>
    /// <param name="retryAfter">How long nothing is to be tried, or null if the schedule decides. It counts also if the circuit is open.</param>
    internal CircuitState Opened(RetrySchedule schedule, DateTimeOffset now, TimeSpan? retryAfter = null)
    {
        var open = OpenSince is null ? new() { OpenSince = now, ProbeAt = now + StepOf(schedule, 0) } : this;
        return retryAfter is { } time && now + time > open.ProbeAt ? open with { ProbeAt = now + time } : open;
    }

    /// <summary>Returns the circuit in which one more conversation tries, or null if it is not time.</summary>
    internal CircuitState? Probing(RetrySchedule schedule, DateTimeOffset now) => OpenSince is null || ProbeAt > now
        ? null
        : this with { Probes = Probes + 1, ProbeAt = now + StepOf(schedule, Probes + 1) };

    private static TimeSpan StepOf(RetrySchedule schedule, int step)
    {
        var time = schedule.Step(step);
        return time < _longestStep ? time : _longestStep;
    }

    /// <summary>Adds up attempts that are close together, so that the state stays small.</summary>
    private static List<CircuitSample> Summed(IEnumerable<CircuitSample> samples)
    {
        var summed = new List<CircuitSample>();
        foreach (var one in samples)
        {
            var isFull = one.Failed > 0 && summed.Count(other => other.Failed > 0) >= MaxFailures;
            var at = summed.FindLastIndex(other => other.Failed > 0 == one.Failed > 0
                && (isFull || (other.Conversation == one.Conversation && (one.At - other.At).Duration() < _step)));
            if (at < 0)
                summed.Add(one);
            else
                summed[at] = summed[at] with { Failed = summed[at].Failed + one.Failed, Succeeded = summed[at].Succeeded + one.Succeeded };
        }

        return summed;
    }

    private static bool IsMostlyFailing(List<CircuitSample> recent)
    {
        var (failed, succeeded) = (recent.Sum(one => one.Failed), recent.Sum(one => one.Succeeded));
        return failed + succeeded >= MinAttempts
            && failed >= succeeded
            && recent.Where(one => one.Failed > 0).Select(one => one.Conversation).Distinct().Count() >= MinConversations;
    }
}
