using Conversations.Decisions;
using Conversations.Storage.Writing;
using static Conversations.Tests.Storage.GatedWriter;

namespace Conversations.Tests.Storage;

public sealed class WriteQueueLoadTests
{
    private const int Writers = 64;
    private const int Each = 200;

    private readonly Dictionary<string, int> _written = [];
    private int _writing;
    private bool _overlapped;

    [Fact]
    public async Task Sixty_four_writers_lose_no_commit_duplicate_none_and_never_write_concurrently()
    {
        await using var queue = new WriteQueue<Commit, CommitOutcome>(WriteAsync, maxBatch: 16);

        await RunAsync(async name => (await queue.WriteAsync(CommitOf(name))).Should().Be(OutcomeOf(name)));

        _overlapped.Should().BeFalse();
        _written.Should().HaveCount(Writers * Each).And.OnlyContain(pair => pair.Value == 1);
    }

    [Fact]
    public async Task Commit_cancelled_under_load_is_written_once_or_not_at_all()
    {
        var answered = 0;
        await using var queue = new WriteQueue<Commit, CommitOutcome>(WriteAsync, maxBatch: 16);

        await RunAsync(async name =>
        {
            using var source = new CancellationTokenSource();
            var isCancelled = name.EndsWith('0') || name.EndsWith('5');
            var writing = queue.WriteAsync(CommitOf(name), source.Token);
            var cancelling = isCancelled ? Task.Run(source.Cancel) : Task.CompletedTask;
            try
            {
                (await writing).Should().Be(OutcomeOf(name));
                Interlocked.Increment(ref answered);
            }
            catch (OperationCanceledException) when (isCancelled)
            {
            }

            await cancelling;
        });
        await queue.DisposeAsync();

        _overlapped.Should().BeFalse();
        _written.Should().OnlyContain(pair => pair.Value == 1);
        answered.Should().BeInRange(Writers * Each / 5 * 4, _written.Count);
    }

    [Fact]
    public async Task Single_writer_makes_progress_while_others_write_continuously()
    {
        var finished = 0;
        await using var queue = new WriteQueue<Commit, CommitOutcome>(WriteAsync, maxBatch: 1);
        var busy = Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            for (var n = 0; Volatile.Read(ref finished) == 0; n++)
                await queue.WriteAsync(CommitOf($"busy{i}-{n}"));
        })).ToList();

        for (var n = 0; n < 100; n++)
            await queue.WriteAsync(CommitOf($"lone-{n}"));
        Volatile.Write(ref finished, 1);
        await Task.WhenAll(busy);

        _written.Keys.Count(name => name.StartsWith("lone", StringComparison.Ordinal)).Should().Be(100);
    }

    private static Task RunAsync(Func<string, Task> write) => Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
    {
        for (var n = 0; n < Each; n++)
            await write($"{writer}-{n}");
    })));

    private async Task<IReadOnlyList<CommitOutcome>> WriteAsync(IReadOnlyList<Commit> commits)
    {
        _overlapped |= Interlocked.Increment(ref _writing) > 1;
        foreach (var name in commits.Select(Name))
            _written[name] = _written.GetValueOrDefault(name) + 1;

        await Task.Yield();
        Interlocked.Decrement(ref _writing);
        return [.. commits.Select(commit => OutcomeOf(Name(commit)))];
    }
}
