using System.Reflection;
using Conversations.Histories.Deliveries;
using Conversations.Storage;

namespace Conversations.Delivery.History;

/// <summary>Stores that do one thing of the delivery wrongly, and everything else correctly.</summary>
internal static class WrongDelivery
{
    /// <summary>Returns a store that leaves a change out of what it reads.</summary>
    internal static IConversationStore SkipsAVersion(IConversationStore store) => ReadsOtherwise(store, content => WithChanges(
        content, [.. content.Changes.Changes.Where(change => change.Version != 5)]));

    /// <summary>Returns a store that reads the changes in another order.</summary>
    internal static IConversationStore Reorders(IConversationStore store) => ReadsOtherwise(store, content => WithChanges(
        content, [.. content.Changes.Changes.OrderBy(change => change.Version is 5 ? 7 : change.Version)]));

    /// <summary>Returns a store that reads a change that was never committed.</summary>
    internal static IConversationStore Invents(IConversationStore store) => ReadsOtherwise(store, content => WithChanges(
        content, [.. content.Changes.Changes.SelectMany(change => change.Version == 5 ? [change, change.Numbered(1_000, 1_000)] : new[] { change })]));

    /// <summary>Returns a store that reads the content of the conversation that another lane asked for.</summary>
    internal static IConversationStore MixesUp(IConversationStore store)
    {
        Conversation? other = null;
        return ReadsOtherwise(store, content =>
        {
            var mixed = new DeliveryContent(content.LogAfter, content.UpTo, content.Changes, other ?? content.Conversation, content.Messages);
            other = content.Conversation;
            return mixed;
        });
    }

    /// <summary>Returns a store that reads another text than the one that was sent.</summary>
    internal static IConversationStore Garbles(IConversationStore store) => ReadsOtherwise(store, content => new(
        content.LogAfter,
        content.UpTo,
        content.Changes,
        content.Conversation,
        content.Messages.ToDictionary(message => message.Key, message => message.Value with { Text = "?" })));

    /// <summary>Returns a store that forgets the mark of a conversation: nothing is found there any more.</summary>
    internal static IConversationStore ForgetsAMark(IConversationStore store, ConversationId forgotten) => StoreProxy.On(store, (method, args, call) => method.Name switch
    {
        nameof(IDeliveryStore.FindWorkAsync) => FindAsync((Task<DeliveryWork>)call()!),
        nameof(IDeliveryStore.LeaseAsync) => store.Delivery().LeaseAsync(
            (Guid)args[0]!, [.. ((IReadOnlyList<DeliveryKey>)args[1]!).Where(key => key.ConversationId != forgotten)]),
        nameof(IDeliveryStore.MeasureAsync) => Task.FromResult(new HandlerLag(0, 0, 0, null)),
        _ => call(),
    });

    /// <summary>Returns a store that loses the position of a row when it is leased.</summary>
    internal static IConversationStore LosesPositions(IConversationStore store) => LeasesOtherwise(
        store, (_, leases) => [.. leases.Select(lease => new DeliveryLease(
            lease.Key, lease.Fence, Math.Max(0, lease.Position - 2), lease.Attempts, lease.TriedTo, lease.Aside))]);

    /// <summary>Returns a store that gives a lease to each host that asks, even if another has it.</summary>
    internal static IConversationStore LeasesTwice(IConversationStore store) => StoreProxy.On(store, (method, args, call) => method.Name switch
    {
        nameof(IDeliveryStore.FindWorkAsync) => FindAllAsync(store, (DeliveryQuery)args[0]!),
        nameof(IDeliveryStore.LeaseAsync) => LeaseAllAsync((IReadOnlyList<DeliveryKey>)args[1]!, (Task<IReadOnlyList<DeliveryLease>>)call()!),
        _ => call(),
    });

    /// <summary>
    /// Returns a store that ignores fences: what a host reports that has lost its lease is stored as if the present host had reported it.
    /// </summary>
    internal static Func<IConversationStore, IConversationStore> IgnoresFences()
    {
        var holders = new Dictionary<DeliveryKey, (Guid Host, long Fence)>();
        return store => StoreProxy.On(store, (method, args, call) => method.Name switch
        {
            nameof(IDeliveryStore.LeaseAsync) => NoteAsync((Guid)args[0]!, (Task<IReadOnlyList<DeliveryLease>>)call()!),
            nameof(IDeliveryStore.ReportAsync) => ReportAsync(store, (IReadOnlyList<DeliveryReport>)args[1]!),
            _ => call(),
        });

        async Task<IReadOnlyList<DeliveryLease>> NoteAsync(Guid host, Task<IReadOnlyList<DeliveryLease>> leasing)
        {
            var leases = await leasing;
            lock (holders)
            {
                foreach (var lease in leases)
                    holders[lease.Key] = (host, lease.Fence);
            }

            return leases;
        }

        async Task<IReadOnlyList<bool>> ReportAsync(IConversationStore store, IReadOnlyList<DeliveryReport> reports)
        {
            foreach (var report in reports)
            {
                (Guid Host, long Fence) holder;
                lock (holders)
                    holder = holders[report.Key];

                await store.Delivery().ReportAsync(holder.Host, [WithFence(report, holder.Fence)]);
            }

            return [.. reports.Select(_ => true)];
        }
    }

    internal static IDeliveryStore Delivery(this IConversationStore store) => (IDeliveryStore)store;

    private static DeliveryContent WithChanges(DeliveryContent content, IReadOnlyList<Change> changes) =>
        new(content.LogAfter, content.UpTo, new(changes, content.Changes.IsPruned), content.Conversation, content.Messages);

    private static DeliveryReport WithFence(DeliveryReport report, long fence) =>
        new(report.Key, fence, report.Position, report.Step, report.Attempts, report.Delay, report.Error, report.TriedTo, report.Aside);

    private static IConversationStore ReadsOtherwise(IConversationStore store, Func<DeliveryContent, DeliveryContent> change) =>
        StoreProxy.On(store, (method, _, call) => method.Name == nameof(IDeliveryStore.ReadContentAsync)
            ? ReadAsync((Task<IReadOnlyList<DeliveryContent>>)call()!, change)
            : call());

    private static async Task<IReadOnlyList<DeliveryContent>> ReadAsync(Task<IReadOnlyList<DeliveryContent>> reading, Func<DeliveryContent, DeliveryContent> change) =>
        [.. (await reading).Select(change)];

    private static IConversationStore LeasesOtherwise(
        IConversationStore store, Func<MethodInfo, IReadOnlyList<DeliveryLease>, IReadOnlyList<DeliveryLease>> change) =>
        StoreProxy.On(store, (method, _, call) => method.Name == nameof(IDeliveryStore.LeaseAsync)
            ? LeaseAsync((Task<IReadOnlyList<DeliveryLease>>)call()!, leases => change(method, leases))
            : call());

    private static async Task<IReadOnlyList<DeliveryLease>> LeaseAsync(
        Task<IReadOnlyList<DeliveryLease>> leasing, Func<IReadOnlyList<DeliveryLease>, IReadOnlyList<DeliveryLease>> change) => change(await leasing);

    private static async Task<DeliveryWork> FindAsync(Task<DeliveryWork> finding) => new([], (await finding).Done);

    /// <summary>Finds all conversations, also those that other hosts have leased.</summary>
    private static async Task<DeliveryWork> FindAllAsync(IConversationStore store, DeliveryQuery query) => new(
        [.. (await store.ListConversationsAsync(null, 100)).SelectMany(one => query.Handlers.Select(handler => new DeliveryKey(handler, one.Id)))], []);

    private static async Task<IReadOnlyList<DeliveryLease>> LeaseAllAsync(IReadOnlyList<DeliveryKey> keys, Task<IReadOnlyList<DeliveryLease>> leasing)
    {
        var leases = await leasing;
        return [.. leases, .. keys.Where(key => leases.All(lease => lease.Key != key)).Select(key => new DeliveryLease(key, Fence: 0, Position: 0, Attempts: 0))];
    }
}
