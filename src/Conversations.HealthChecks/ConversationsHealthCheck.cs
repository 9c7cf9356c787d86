using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Conversations;

/// <summary>Reads one conversation from the store. It need not exist: the check only shows whether the store answers.</summary>
internal sealed class ConversationsHealthCheck(IServiceProvider services) : IHealthCheck
{
    private static readonly ConversationId _asked = new("conversations-health-check");

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => CheckedCall.RunAsync(
        context.Registration.FailureStatus, "The store of conversations fails.", () => CheckAsync(cancellationToken), cancellationToken);

    private async Task<HealthCheckResult> CheckAsync(CancellationToken cancellationToken)
    {
        // A store that cannot be created is not healthy either. So it is resolved here, where an exception becomes the result.
        var store = services.GetRequiredService<IConversationStore>();
        await store.FindConversationAsync(_asked, viewer: null, cancellationToken).ConfigureAwait(false);
        return store is IStoreWarnings source && await source.ListWarningsAsync(cancellationToken).ConfigureAwait(false) is { Count: > 0 } warnings
            ? HealthCheckResult.Degraded(string.Join(' ', warnings))
            : HealthCheckResult.Healthy("The store of conversations answers.");
    }
}
