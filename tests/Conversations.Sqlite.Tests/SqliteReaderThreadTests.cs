using Microsoft.Extensions.DependencyInjection;
using static Conversations.Sqlite.Tests.TestStores;

namespace Conversations.Sqlite.Tests;

/// <summary>On which thread a read runs.</summary>
public sealed class SqliteReaderThreadTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private ServiceProvider _provider = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = Provide(_folder.File("conversations.db"));
        await _provider.Conversations().CreateRoomAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        Dispose();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Thread_of_the_pool_reads_itself() => (await Task.Run(ReadsHere)).Should().BeTrue();

    [Fact]
    public void Other_thread_does_not_read_itself()
    {
        var readsHere = true;
        var thread = new Thread(() => readsHere = ReadsHere());
        thread.Start();
        thread.Join();

        readsHere.Should().BeFalse();
    }

    [Fact]
    public async Task Thread_with_a_context_does_not_read_itself()
    {
        var readsHere = await Task.Run(() =>
        {
            var before = SynchronizationContext.Current;
            SynchronizationContext.SetSynchronizationContext(new());
            try
            {
                return ReadsHere();
            }
            finally
            {
                SynchronizationContext.SetSynchronizationContext(before);
            }
        });

        readsHere.Should().BeFalse();
    }

    [Fact]
    public async Task Scheduler_of_its_own_does_not_read_itself()
    {
        var scheduler = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;

        (await Task.Factory.StartNew(ReadsHere, CancellationToken.None, TaskCreationOptions.None, scheduler)).Should().BeFalse();
    }

    private bool ReadsHere()
    {
        var here = Environment.CurrentManagedThreadId;
        return _provider.Store().Database.Readers.ReadAsync(_ => Environment.CurrentManagedThreadId == here, CancellationToken.None).GetAwaiter().GetResult();
    }
}
