using Conversations;
using Conversations.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Extension methods that add a health check for conversations.</summary>
public static class ConversationsHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a check that reads one conversation from the store. It is healthy if the store answers, and degraded if the store answers but
    /// has a warning (<see cref="IStoreWarnings"/>).
    /// </summary>
    /// <remarks>
    /// The check only reads. A store that creates its file or its tables on first use does so at the first check, unless another call came
    /// before.
    /// </remarks>
    /// <param name="builder">The builder that <c>AddHealthChecks()</c> returned.</param>
    /// <param name="name">The name of the check; "conversations" by default.</param>
    /// <param name="failureStatus">The status that is reported if the store does not answer; null (the default) means unhealthy.</param>
    /// <param name="tags">The tags by which checks are selected; null (the default) means none.</param>
    /// <param name="timeout">The time after which the check fails if the store has not answered; null (the default) means no limit.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">The name is empty or consists only of white space.</exception>
    public static IHealthChecksBuilder AddConversations(
        this IHealthChecksBuilder builder,
        string name = "conversations",
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null,
        TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return builder.Add(new(name, static provider => new ConversationsHealthCheck(provider), failureStatus, tags, timeout));
    }

    /// <summary>
    /// Adds a check of the change handlers. It fails if this host does not deliver changes, or if a handler of this host that is not paused has not handled a
    /// change for longer than a limit. The data of its result are the lags in seconds by the names of the handlers.
    /// </summary>
    /// <param name="builder">The builder that <c>AddHealthChecks()</c> returned.</param>
    /// <param name="maxLag">The greatest age of a change that is not handled, more than zero; null (the default) means five minutes.</param>
    /// <param name="name">The name of the check; "conversations-delivery" by default.</param>
    /// <param name="failureStatus">The status that is reported if the check fails; null (the default) means unhealthy.</param>
    /// <param name="tags">The tags by which checks are selected; null (the default) means none.</param>
    /// <param name="timeout">The time after which the check fails if the store has not answered; null (the default) means no limit.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">The name is empty or consists only of white space.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxLag"/> is not more than zero.</exception>
    public static IHealthChecksBuilder AddConversationsDelivery(
        this IHealthChecksBuilder builder,
        TimeSpan? maxLag = null,
        string name = "conversations-delivery",
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null,
        TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var most = maxLag ?? TimeSpan.FromMinutes(5);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(most, TimeSpan.Zero, nameof(maxLag));
        return builder.Add(new(name, provider => new DeliveryHealthCheck(provider, most), failureStatus, tags, timeout));
    }
}
