using System.Diagnostics.CodeAnalysis;

namespace Conversations;

/// <summary>Says when a failed delivery is tried again.</summary>
public sealed class RetrySchedule
{
    private const double MaxJitter = 0.2;

    private readonly TimeSpan[] _delays;

    /// <summary>Creates a schedule.</summary>
    /// <param name="delays">
    /// The time after the first, second and further failed attempts, each more than zero and at most 30 days. The last one is repeated. A
    /// random part of up to a fifth is added to each, so that many deliveries that failed at the same time are not tried at the same time.
    /// </param>
    /// <exception cref="ArgumentException">There is no time, or one is out of range.</exception>
    public RetrySchedule(params ReadOnlySpan<TimeSpan> delays)
    {
        if (delays.Length == 0)
            throw new ArgumentException("A schedule has at least one delay.", nameof(delays));

        foreach (var delay in delays)
        {
            if (delay <= TimeSpan.Zero || delay > TimeSpan.FromDays(30))
                throw new ArgumentException("A delay is more than zero and at most 30 days.", nameof(delays));
        }

        _delays = delays.ToArray();
    }

    /// <summary>Gets the default: 1 s, 5 s, 30 s, 2 min, 10 min, 1 h, and then every hour.</summary>
    public static RetrySchedule Default { get; } = new(
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1));

    /// <summary>Returns the time until the next attempt, with its random part.</summary>
    /// <param name="failed">The number of failed attempts, at least 1.</param>
    [SuppressMessage("Security", "CA5394", Justification = "The random part spreads attempts. Nothing depends on it being secret.")]
    internal TimeSpan After(int failed)
    {
        var delay = Step(failed - 1);
        return TimeSpan.FromMilliseconds(Math.Ceiling(delay.TotalMilliseconds * (1 + (MaxJitter * Random.Shared.NextDouble()))));
    }

    /// <summary>Returns the time of a step, without a random part. The last step is repeated.</summary>
    internal TimeSpan Step(int step) => _delays[Math.Min(step, _delays.Length - 1)];
}
