using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Conversations;

/// <summary>Asks the store for a conversation that need not be there. That it answers is what counts.</summary>
internal sealed class ConversationsHealthCheck(IServiceProvider services) : IHealthCheck
{
    private static readonly ConversationId _asked = new("conversations-health-check");

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            // The store is made here, since one that cannot be made is not healthy either.
            var store = services.GetRequiredService<IConversationStore>();
            await store.FindConversationAsync(_asked, viewer: null, cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy("The store of conversations answers.");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The time is up or the app ends: those who asked know what that means.
            throw;
        }
        catch (ConversationsException error)
        {
            return new(context.Registration.FailureStatus, error.Message, error);
        }
#pragma warning disable CA1031 // Whatever a store meets, it is the answer to the question.
        catch (Exception error)
#pragma warning restore CA1031
        {
            // What is not ours may say more than everybody should read.
            return new(context.Registration.FailureStatus, "The store of conversations fails.", error);
        }
    }
}
