using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Watching;

/// <content>Watches that end.</content>
public sealed partial class UserWatchTests
{
    [Fact]
    public async Task Ten_thousand_watches_that_come_and_go_leave_nothing_behind()
    {
        const int users = 10_000;
        var host = Host();
        await CreateAsync(host, _room);
        var ended = await Task.WhenAll(Enumerable.Range(0, users).Select(i => Task.Run(() => ComeAndGoAsync(host.Conversations.As(new($"user-{i}")), i))));
        await using var last = host.Conversations.As(_bob).WatchAsync().GetAsyncEnumerator();
        while (await last.MoveNextAsync() && last.Current is not CaughtUp)
        {
        }

        // The hub also forgets who was online when it has looked around again. Its watch of Bob stays.
        await PassUntilAsync(() => Kept().All(count => count <= 1));

        await last.DisposeAsync();
        GC.Collect();
        ended.Count(watch => watch.IsAlive).Should().BeLessThan(users / 100);

        IEnumerable<int> Kept()
        {
            var hub = _providers[0].GetRequiredService<WatchHub>();
            return from field in typeof(WatchHub).GetFields(BindingFlags.NonPublic | BindingFlags.Instance)
                   let value = field.GetValue(hub)
                   where value is System.Collections.IEnumerable
                   select ((System.Collections.IEnumerable)value).Cast<object>().Count();
        }
    }

    /// <summary>Begins a watch. It ends after its beginning or, each second one, by its token while it waits.</summary>
    private static async Task<WeakReference> ComeAndGoAsync(UserSession session, int i)
    {
        using var cancel = new CancellationTokenSource();
        var watch = session.WatchAsync(cancellationToken: cancel.Token).GetAsyncEnumerator(CancellationToken.None);
        while (await watch.MoveNextAsync() && watch.Current is not CaughtUp)
        {
        }

        if (i % 2 == 0)
        {
            var next = watch.MoveNextAsync();
            await cancel.CancelAsync();
            await FluentActions.Awaiting(async () => await next).Should().ThrowAsync<OperationCanceledException>();
        }

        await watch.DisposeAsync();
        return new(watch);
    }
}
