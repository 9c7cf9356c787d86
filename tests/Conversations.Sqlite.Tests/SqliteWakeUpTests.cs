using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using static Conversations.Sqlite.Tests.TestStores;

namespace Conversations.Sqlite.Tests;

/// <summary>Processes that notice what another one writes to the file.</summary>
public sealed class SqliteWakeUpTests : IDisposable
{
    private static readonly TimeSpan _step = TimeSpan.FromMilliseconds(100);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("conversations-");

    private string FilePath => Path.Combine(_folder.FullName, "conversations.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Another_process_wakes_and_the_own_one_does_not()
    {
        await using var provider = Provide(FilePath);
        await provider.Conversations().CreateRoomAsync();
        await using var other = OpenAlone(FilePath);
        var time = new FakeTimeProvider();
        await using var listening = OpenAlone(FilePath, time: time);
        using var stop = new CancellationTokenSource();
        var woken = 0;
        var task = listening.ListenAsync(Guid.NewGuid(), () => Interlocked.Increment(ref woken), stop.Token);
        await LookAsync(time, () => woken == 1);

        await listening.TryAddHandlerAsync("own", "", walks: false);
        await LookAsync(time, times: 20);
        woken.Should().Be(1);

        await other.TryAddHandlerAsync("other", "", walks: false);
        await LookAsync(time, () => woken == 2);
        await LookAsync(time, times: 20);
        woken.Should().Be(2);

        await stop.CancelAsync();
        await task.Awaiting(it => it).Should().ThrowAsync<OperationCanceledException>();
    }

    /// <summary>The clock of the host that delivers stops before its next poll, so only the wake-up can tell it.</summary>
    [Fact]
    public async Task Handler_gets_the_change_of_another_process_before_the_next_poll()
    {
        await using var writing = Provide(FilePath);
        await writing.Conversations().CreateRoomAsync();
        var (time, handled) = (new FakeTimeProvider(TimeProvider.System.GetUtcNow()), new Handled());
        await using var store = OpenAlone(FilePath, time: time);
        await using var delivering = new ServiceCollection()
            .AddSingleton<TimeProvider>(time)
            .AddSingleton(store)
            .AddSingleton(handled)
            .AddConversations().UseSqlite($"Data Source={FilePath}")
            .AddChangeHandler<Handler>("search").AddDelivery(options => options.PollInterval = TimeSpan.FromMinutes(1))
            .Services.BuildServiceProvider();
        using var stop = new CancellationTokenSource();
        var running = delivering.GetRequiredService<DeliveryRunner>().RunAsync(stop.Token);
        while ((await delivering.GetRequiredService<IChangeHandlers>().ListAsync()).Count == 0)
            await Task.Delay(5);

        var from = time.GetUtcNow();
        await writing.Conversations().SendAsync(Room, Alice, "Hello");
        while (handled.Count == 0 && time.GetUtcNow() - from < TimeSpan.FromSeconds(50))
            await LookAsync(time, times: 1);

        handled.Count.Should().Be(1);
        await stop.CancelAsync();
        await running;
    }

    private static async Task LookAsync(FakeTimeProvider time, Func<bool> isDone)
    {
        while (!isDone())
            await LookAsync(time, times: 1);
    }

    private static async Task LookAsync(FakeTimeProvider time, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await Task.Delay(5);
            time.Advance(_step);
        }
    }

    private sealed class Handled
    {
        internal int Count { get; set; }
    }

    [SuppressMessage("Performance", "CA1812", Justification = "The service provider creates it.")]
    private sealed class Handler(Handled handled) : IChangeHandler<MessageSent>
    {
        public Task HandleAsync(ChangeContext<MessageSent> context, CancellationToken cancellationToken)
        {
            handled.Count++;
            return Task.CompletedTask;
        }
    }
}
