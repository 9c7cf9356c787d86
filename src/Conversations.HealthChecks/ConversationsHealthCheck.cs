using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Conversations;

/// <summary>Reads one conversation from the store. It need not exist: the check only shows whether the store answers.</summary>
internal sealed class ConversationsHealthCheck(IServiceProvider services) : IHealthCheck
{
    private static readonly ConversationId _asked = new("conversations-health-check");

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            // A store that cannot be created is not healthy either. So it is resolved here, where an exception becomes the result.
            var store = services.GetRequiredService<IConversationStore>();
            await store.FindConversationAsync(_asked, viewer: null, cancellationToken).ConfigureAwait(false);
            return store is IStoreWarnings source && await source.ListWarningsAsync(cancellationToken).ConfigureAwait(false) is { Count: > 0 } warnings
                ? HealthCheckResult.Degraded(string.Join(' ', warnings))
                : HealthCheckResult.Healthy("The store of conversations answers.");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The check timed out or the app is stopping. The health check service knows which, so it gets the exception.
            throw;
        }
        catch (ConversationsException error)
        {
            return new(context.Registration.FailureStatus, error.Message, error);
        }
#pragma warning disable CA1031 // Any exception of a store is the result of the check.
        catch (Exception error)
#pragma warning restore CA1031
        {
            // The message of a foreign exception may contain a secret, and health reports are often public. It is not shown.
            return new(context.Registration.FailureStatus, "The store of conversations fails.", error);
        }
    }
}
