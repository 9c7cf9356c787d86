using Conversations;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds a health check for conversations.</summary>
public static class ConversationsHealthChecksBuilderExtensions
{
    /// <summary>Adds a check that asks the store of conversations for something small, and is healthy where it answers.</summary>
    /// <remarks>It only reads. A store that makes its file or its tables on first use does so at the first check, if nothing did before.</remarks>
    /// <param name="builder">What <c>AddHealthChecks()</c> gave.</param>
    /// <param name="name">The name of the check; "conversations" by default.</param>
    /// <param name="failureStatus">What is reported where the store does not answer; null = unhealthy.</param>
    /// <param name="tags">Tags to choose checks by; null = none.</param>
    /// <param name="timeout">After which time the store counts as one that does not answer; null = never.</param>
    /// <returns>The same builder.</returns>
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
}
