using Microsoft.Extensions.DependencyInjection;
using static Conversations.Sqlite.Tests.TestStores;

namespace Conversations.Sqlite.Tests;

/// <summary>Tests calls while another connection has the file locked, as another process would.</summary>
public sealed class SqliteBusyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("conversations.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Busy_timeout_throws_and_writes_nothing_and_a_later_call_succeeds()
    {
        await using var provider = await ProvideAsync(TimeSpan.FromMilliseconds(10));
        var conversations = provider.Conversations();
        using var other = RawFile.Open(Path);
        other.Run("BEGIN IMMEDIATE");

        await using (var gate = await WriterGate.CloseAsync(provider.Store()))
        {
            var sends = Enumerable.Range(0, 20).Select(i => conversations.SendAsync(Room, Alice, $"Hello {i}")).ToList();
            gate.Open();

            foreach (var send in sends)
                await FluentActions.Awaiting(() => send).Should().ThrowAsync<StorageException>().WithMessage("Another process kept the SQLite file locked*");
            gate.Batches.Should().Equal([20], "they wait together, not one after the other");
        }

        (await conversations.ReadAllAsync()).Should().BeEmpty();
        other.Run("ROLLBACK");
        (await conversations.SendAsync(Room, Alice, "Hello")).Message!.Sequence.Should().Be(1);
    }

    [Fact]
    public async Task Calls_do_not_block_their_thread_while_the_file_is_locked()
    {
        await using var provider = await ProvideAsync(TimeSpan.FromMinutes(10));
        var conversations = provider.Conversations();
        await conversations.SendAsync(Room, Alice, "Old", new MessageId("old"));
        using var other = RawFile.Open(Path);
        other.Run("BEGIN IMMEDIATE");

        // This thread ends the lock below. So a call that blocked this thread would never return.
        Task[] writes =
        [
            conversations.SendAsync(Room, Alice, "New"),
            conversations.CreateIfNotExistsAsync(new("other"), new() { Participants = [new(Alice)] }),
            conversations.UpdateAsync(Room, new() { Subject = "Boat" }),
            conversations.EditMessageAsync(Room, new("old"), new() { Text = "Edited" }),
            conversations.AddReactionAsync(Room, new("old"), Bob, "🐙"),
            conversations.MarkAsReadAsync(Room, Bob),
            conversations.SetUserAsync(Alice, new() { Name = "Alice" }),
        ];

        (await conversations.ReadAllAsync()).Should().ContainSingle("a writer blocks no reader");
        writes.Should().OnlyContain(write => !write.IsCompleted);
        other.Run("ROLLBACK");
        await Task.WhenAll(writes);
        (await conversations.FindAsync(Room))!.LastSequence.Should().Be(2);
    }

    [Fact]
    public async Task First_calls_do_not_block_their_thread_while_the_new_file_is_locked()
    {
        using var other = RawFile.Open(Path);
        other.Run("BEGIN EXCLUSIVE");
        await using var provider = Provide(Path, options => options.BusyTimeout = TimeSpan.FromMinutes(10));
        var conversations = provider.Conversations();

        var (read, write) = (conversations.FindAsync(Room), conversations.CreateRoomAsync());

        (read.IsCompleted, write.IsCompleted).Should().Be((false, false));
        other.Run("ROLLBACK");
        await read;
        await write;
        (await conversations.FindAsync(Room)).Should().NotBeNull();
    }

    [Fact]
    public async Task First_calls_all_throw_while_the_new_file_is_locked_and_succeed_later()
    {
        using var other = RawFile.Open(Path);
        other.Run("BEGIN EXCLUSIVE");
        await using var provider = Provide(Path, options => options.BusyTimeout = TimeSpan.FromMilliseconds(10));
        var conversations = provider.Conversations();

        var calls = Enumerable.Range(0, 50).Select(i => i % 2 == 0 ? conversations.CreateRoomAsync() : conversations.FindAsync(Room)).ToList();

        foreach (var call in calls)
            await FluentActions.Awaiting(() => call).Should().ThrowAsync<StorageException>().WithMessage("Another process*");
        other.Run("ROLLBACK");
        await conversations.CreateRoomAsync();
        (await conversations.FindAsync(Room)).Should().NotBeNull();
    }

    private async Task<ServiceProvider> ProvideAsync(TimeSpan busyTimeout)
    {
        var provider = Provide(Path, options => options.BusyTimeout = busyTimeout);
        await provider.Conversations().CreateRoomAsync();
        return provider;
    }
}
