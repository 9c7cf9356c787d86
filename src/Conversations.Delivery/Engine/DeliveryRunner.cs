namespace Conversations;

/// <summary>Runs the delivery of changes in an app without a host. In an app with one, the host runs it.</summary>
public sealed class DeliveryRunner
{
    private readonly DeliveryEngine _engine;

    internal DeliveryRunner(DeliveryEngine engine) => _engine = engine;

    /// <summary>Delivers changes to the handlers until the token is cancelled, and then waits for the handlers that still run.</summary>
    /// <param name="cancellationToken">Ends the delivery. The task then ends without an exception.</param>
    /// <returns>A task that ends when nothing is delivered any more.</returns>
    /// <exception cref="InvalidOperationException">The delivery runs already in this process.</exception>
    public Task RunAsync(CancellationToken cancellationToken) => _engine.RunAsync(cancellationToken);
}
