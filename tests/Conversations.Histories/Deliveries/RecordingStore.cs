using System.Diagnostics;
using System.Reflection;
using Conversations.Storage;

namespace Conversations.Histories.Deliveries;

/// <summary>Records until when a host is alive, what the store acknowledged, and each call of the delivery that failed.</summary>
public sealed class RecordingStore
{
    private readonly string _host;
    private readonly IDeliveryHistory _history;

    private RecordingStore(string host, IDeliveryHistory history) => (_host, _history) = (host, history);

    /// <summary>Returns a store that records what another store answers to a host.</summary>
    public static IConversationStore On(IConversationStore inner, string host, IDeliveryHistory history) =>
        StoreProxy.On(inner, new RecordingStore(host, history).Call);

    private object? Call(MethodInfo method, object?[] args, Func<object?> call) => (method.Name, args) switch
    {
        (nameof(IDeliveryStore.TickAsync), [DeliveryHost { AliveFor.Ticks: > 0 } host, ..]) =>
            TickAsync(Stopwatch.GetTimestamp(), host.AliveFor, (Task<DeliveryTick>)call()!),
        (nameof(IDeliveryStore.ReportAsync), [_, IReadOnlyList<DeliveryReport> reports, ..]) => ReportAsync(reports, (Task<IReadOnlyList<bool>>)call()!),
        (nameof(IDeliveryStore.LeaseAsync), _) => NoteFailureAsync((Task<IReadOnlyList<DeliveryLease>>)call()!),
        (nameof(IDeliveryStore.ReadContentAsync), _) => NoteFailureAsync((Task<IReadOnlyList<DeliveryContent>>)call()!),
        _ => call(),
    };

    private async Task<DeliveryTick> TickAsync(long began, TimeSpan aliveFor, Task<DeliveryTick> ticking)
    {
        var tick = await ticking;
        _history.Record(new DeliveryEvent.Lived(began, _host, began + (long)(aliveFor.TotalSeconds * Stopwatch.Frequency)));
        return tick;
    }

    private async Task<IReadOnlyList<bool>> ReportAsync(IReadOnlyList<DeliveryReport> reports, Task<IReadOnlyList<bool>> reporting)
    {
        var stored = await NoteFailureAsync(reporting);
        var now = Stopwatch.GetTimestamp();
        foreach (var (report, isStored) in reports.Zip(stored))
        {
            if (isStored)
                _history.Record(new DeliveryEvent.Acknowledged(now, _host, report.Key.Handler, report.Key.ConversationId, report.Position));
        }

        return stored;
    }

    private async Task<T> NoteFailureAsync<T>(Task<T> call)
    {
        try
        {
            return await call;
        }
        catch (StorageException)
        {
            _history.Record(new DeliveryEvent.Disturbed(Stopwatch.GetTimestamp(), _host));
            throw;
        }
    }
}
