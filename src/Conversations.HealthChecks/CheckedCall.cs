using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Conversations;

/// <summary>Makes the result of a health check from whatever a check throws.</summary>
internal static class CheckedCall
{
    /// <summary>Runs a check. The error of a foreign exception is told by <paramref name="failure"/> only.</summary>
    internal static async Task<HealthCheckResult> RunAsync(
        HealthStatus failureStatus, string failure, Func<Task<HealthCheckResult>> check, CancellationToken cancellationToken)
    {
        try
        {
            return await check().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The check timed out or the app is stopping. The health check service knows which, so it gets the exception.
            throw;
        }
        catch (ConversationsException error)
        {
            return new(failureStatus, error.Message, error);
        }
#pragma warning disable CA1031 // Any exception of a store is the result of the check.
        catch (Exception error)
#pragma warning restore CA1031
        {
            // The message of a foreign exception may contain a secret, and health reports are often public. It is not shown.
            return new(failureStatus, failure, error);
        }
    }
}
