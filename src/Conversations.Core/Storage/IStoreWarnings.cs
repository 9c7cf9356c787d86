namespace Conversations.Storage;

/// <summary>Reports what an operator should change about a store that works. A store implements it if it can have something to report.</summary>
/// <remarks>The health check in <c>Conversations.HealthChecks</c> is degraded while the store has a warning, and shows its text.</remarks>
public interface IStoreWarnings
{
    /// <summary>Lists the warnings that apply now.</summary>
    /// <remarks>
    /// <para>1. Each text says what is wrong and what to do, and contains no secret and no path. The list is empty if there is nothing to report.</para>
    /// </remarks>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One text per warning. The list is empty if the store has no warning.</returns>
    Task<IReadOnlyList<string>> ListWarningsAsync(CancellationToken cancellationToken = default);
}
