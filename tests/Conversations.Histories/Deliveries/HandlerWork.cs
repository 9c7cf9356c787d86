namespace Conversations.Histories.Deliveries;

/// <summary>What handlers do with a change between the two events that they record.</summary>
/// <param name="handler">The name of the handler.</param>
/// <param name="context">What the handler was given.</param>
/// <param name="cancellationToken">The token that the handler was given.</param>
public delegate Task HandlerWork(string handler, ChangeContext<Change> context, CancellationToken cancellationToken);
