using static Conversations.Sqlite.Tests.TestStores;

namespace Conversations.Sqlite.Tests;

public sealed class SqliteDisposalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("conversations.db");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_of_a_hundred_sends_gets_a_true_answer_when_the_provider_is_disposed_meanwhile(bool isAsync)
    {
        var provider = Provide(Path);
        var conversations = provider.Conversations();
        await conversations.CreateRoomAsync();
        var writer = provider.Store().Database.Writer;
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var sends = Enumerable.Range(0, 100).Select(i => Task.Run(async () =>
        {
            if (i == 50)
                begun.SetResult();
            return await conversations.SendAsync(Room, Alice, "Hello", new MessageId($"m{i}"));
        })).ToList();
        await begun.Task;
        if (isAsync)
            await provider.DisposeAsync();
        else
            await Task.Run(provider.Dispose);

        var outcomes = await Task.WhenAll(sends.Select(OutcomeAsync)).WaitAsync(TimeSpan.FromMinutes(1));

        outcomes.Where(error => error is not (null or ObjectDisposedException or OutcomeUnknownException)).Should().BeEmpty();
        for (var i = 0; writer.IsAlive && i < 1_000; i++)
            await Task.Delay(10);
        writer.IsAlive.Should().BeFalse();
        await using var reopened = Provide(Path);
        var stored = (await reopened.Conversations().ReadAllAsync()).Select(message => message.Id.Value).ToHashSet();
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (outcomes[i] is not OutcomeUnknownException)
                stored.Contains($"m{i}").Should().Be(outcomes[i] is null, "that was the answer for message {0}", i);
        }
    }

    [Fact]
    public async Task Disposal_refuses_waiting_writes_and_waits_for_the_running_one()
    {
        var provider = Provide(Path);
        var conversations = provider.Conversations();
        await conversations.CreateRoomAsync();
        var store = provider.Store();
        ValueTask disposal;
        Task waiting;
        await using (var gate = await WriterGate.CloseAsync(store))
        {
            waiting = conversations.SendAsync(Room, Alice, "Hello");
            disposal = provider.DisposeAsync();

            await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<ObjectDisposedException>();
            disposal.IsCompleted.Should().BeFalse("the writer is blocked");
        }

        await disposal;
        await using var reopened = Provide(Path);
        (await reopened.Conversations().ReadAllAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Reads_that_wait_for_a_connection_end_when_the_provider_is_disposed()
    {
        var provider = Provide(Path, options => options.MaxReaders = 1);
        var conversations = provider.Conversations();
        await conversations.CreateRoomAsync();

        var reads = Enumerable.Range(0, 200).Select(_ => Task.Run(() => conversations.FindAsync(Room))).ToList();
        await reads[0];
        await provider.DisposeAsync();

        var outcomes = await Task.WhenAll(reads.Select(OutcomeAsync)).WaitAsync(TimeSpan.FromMinutes(1));
        outcomes.Where(error => error is not (null or ObjectDisposedException)).Should().BeEmpty();
    }

    private static async Task<Exception?> OutcomeAsync(Task call)
    {
        try
        {
            await call;
            return null;
        }
#pragma warning disable CA1031 // The test asserts which exception it is.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return error;
        }
    }
}
