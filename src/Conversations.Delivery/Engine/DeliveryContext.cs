using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Conversations;

/// <summary>What the runners of one engine share.</summary>
internal sealed record DeliveryContext(
    IDeliveryStore Store,
    IServiceScopeFactory Scopes,
    DeliveryOptions Options,
    TimeProvider Time,
    ILogger Logger,
    Guid HostId,
    LeaseClock Leases,
    DeliveryBatches Batches,
    ChangeTraces Traces,
    Action Wake);
