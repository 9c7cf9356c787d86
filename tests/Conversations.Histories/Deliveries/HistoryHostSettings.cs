using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Histories.Deliveries;

/// <summary>How a host of a run is set up.</summary>
public sealed record HistoryHostSettings
{
    /// <summary>Gets what chooses the store.</summary>
    public required Action<IConversationsBuilder> Use { get; init; }

    /// <summary>Gets what adds the handlers; the first one only by default.</summary>
    public Action<IConversationsBuilder> AddHandlers { get; init; } = builder => builder.AddChangeHandler<HistoryHandler<HandlerNames.First>>(HandlerNames.First.Name);

    /// <summary>Gets what sets the options of the delivery.</summary>
    public Action<DeliveryOptions> Configure { get; init; } = _ => { };

    /// <summary>Gets what the handlers do; nothing by default.</summary>
    public HandlerWork Work { get; init; } = (_, _, _) => Task.CompletedTask;

    /// <summary>Gets what changes the store before its answers are recorded; nothing by default.</summary>
    public Func<IConversationStore, IConversationStore> Decorate { get; init; } = store => store;

    /// <summary>Gets the clock of the host, or null for that of the system.</summary>
    public TimeProvider? Time { get; init; }
}
