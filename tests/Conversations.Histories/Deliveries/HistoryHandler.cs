using System.Diagnostics;

namespace Conversations.Histories.Deliveries;

/// <summary>Records each change that it is given.</summary>
public sealed class HistoryHandler<TName>(HistoryHost host) : IChangeHandler<Change>
    where TName : IHandlerName
{
    public async Task HandleAsync(ChangeContext<Change> context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (call, isHandled) = (host.NextCall(), false);
        host.History.Record(new DeliveryEvent.Began(
            Stopwatch.GetTimestamp(), host.Name, call, TName.Name, context.Change.ConversationId, context.Change.Version)
        {
            DeliveryId = context.DeliveryId,
            Attempt = context.Attempt,
            Kind = context.Change.GetType().Name,
            MessageId = (context.Change as MessageChange)?.MessageId,
            ContentOf = context.Conversation?.Id,
            Message = context.Message?.Id,
            Text = context.Message?.Text,
        });
        try
        {
            await host.Work(TName.Name, context, cancellationToken);
            isHandled = true;
        }
        finally
        {
            host.History.Record(new DeliveryEvent.Ended(Stopwatch.GetTimestamp(), host.Name, call, isHandled));
        }
    }
}
