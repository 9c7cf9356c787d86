using Conversations.Storage;

namespace Conversations.PostgreSql.Tests.Watching;

/// <summary>A host that finds work, leases, reads, reports and settles in a loop.</summary>
internal sealed class Deliverer(PostgreSqlConversationStore store, IReadOnlyList<string> handlers)
{
    private const int QuietRounds = 5;

    private static long _number;

    private readonly Guid _id = Guid.NewGuid();
    private int _rounds;

    internal List<HandedOut> HandedOut { get; } = [];

    /// <summary>Delivers until everything is written, and then until there was nothing to do for some rounds.</summary>
    internal async Task RunAsync(Task writing)
    {
        for (var quiet = 0; quiet < QuietRounds; _rounds++)
        {
            await store.TickAsync(new(_id, handlers, TimeSpan.FromMinutes(10)));
            var isLast = writing.IsCompleted;
            var work = await store.FindWorkAsync(new(_id, handlers, 100));
            var leases = await store.LeaseAsync(_id, work.Keys);
            var quietIds = await DeliverAsync(leases);
            await store.SettleAsync(_id, [.. work.Done, .. quietIds]);
            quiet = isLast && work.Keys.Count == 0 && work.Done.Count == 0 ? quiet + 1 : 0;
            if (work.Keys.Count == 0)
                await Task.Delay(5);
        }

        await store.EndHostAsync(_id);
    }

    /// <summary>Delivers what is leased, a few changes of each, and returns the conversations whose leases it keeps, for a settlement to end them.</summary>
    private async Task<List<ConversationId>> DeliverAsync(IReadOnlyList<DeliveryLease> leases)
    {
        if (leases.Count == 0)
            return [];

        var contents = await store.ReadContentAsync([.. leases.Select(lease => new DeliveryRange(lease.Key.ConversationId, lease.Position, 3))]);
        var (reports, kept) = (new List<DeliveryReport>(), new List<ConversationId>());
        foreach (var (lease, content) in leases.Zip(contents))
        {
            var keeps = (_rounds + reports.Count) % 2 == 0;
            foreach (var change in content.Changes.Changes)
                HandedOut.Add(new(Interlocked.Increment(ref _number), lease.Key.Handler, lease.Key.ConversationId, change.Version));

            reports.Add(new(lease.Key, lease.Fence, content.Changes.Changes[^1].Version, keeps ? DeliveryStep.Keep : DeliveryStep.Release));
            if (keeps)
                kept.Add(lease.Key.ConversationId);
        }

        (await store.ReportAsync(_id, reports)).Should().AllBeEquivalentTo(true, "no host died");
        return kept;
    }
}
