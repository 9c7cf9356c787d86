using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using static Conversations.Sqlite.Tests.TestStores;

namespace Conversations.Sqlite.Tests;

public sealed class SqliteDiskFullTests : IAsyncLifetime, IDisposable
{
    private const int Full = 13;

    private static readonly string[] _tables = ["conversations", "participants", "messages", "reactions", "changes", "users"];
    private static readonly string[] _writes = ["INSERT", "UPDATE", "DELETE"];
    private static readonly MessageId _old = new("old");

    private readonly TemporaryFolder _folder = new();
    private ServiceProvider _provider = null!;
    private int _writesLeft = int.MaxValue;

    private string Path => _folder.File("conversations.db");

    private IConversations Conversations => _provider.Conversations();

    public async ValueTask InitializeAsync()
    {
        _provider = Provide(Path);
        await Conversations.CreateRoomAsync();
        await Conversations.SendAsync(Room, Alice, "Old", _old);
        await Conversations.AddReactionAsync(Room, _old, Bob, "🐙");
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        Dispose();
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("send", 3)]
    [InlineData("create", 5)]
    [InlineData("set", 3)]
    [InlineData("add participant", 3)]
    [InlineData("edit", 3)]
    [InlineData("react", 4)]
    [InlineData("take back", 4)]
    [InlineData("delete message", 5)]
    [InlineData("mark as read", 1)]
    [InlineData("set user", 1)]
    [InlineData("delete", 2)]
    public async Task Call_writes_nothing_when_the_disk_is_full_at_any_of_its_writes(string call, int atLeast)
    {
        await FailWritesAsync();
        var before = RawFile.Dump(Path);
        var failures = 0;

        for (var isDone = false; !isDone; failures += isDone ? 0 : 1)
        {
            _writesLeft = failures;
            isDone = await TryAsync(() => CallAsync(call));
            _writesLeft = int.MaxValue;
            if (!isDone)
                RawFile.Dump(Path).Should().Equal(before);

            (await Conversations.Awaiting(it => it.FindUserAsync(Alice)).Should().NotThrowAsync("it can still be read")).Which.Should().BeNull();
        }

        failures.Should().BeGreaterThanOrEqualTo(atLeast);
        RawFile.Dump(Path).Should().NotEqual(before);
        RawFile.Ask(Path, "SELECT count(*) FROM pragma_foreign_key_check").Should().Be(0L);
        await Conversations.CreateRoomAsync();
        (await Conversations.SendAsync(Room, Alice, "After")).Created.Should().BeTrue();
    }

    [Fact]
    public async Task Purge_removes_nothing_when_the_disk_is_full_at_any_of_its_writes()
    {
        await FailWritesAsync();
        await _provider.Store().Database.Writer.WriteAsync(
            session => session.Run("UPDATE conversations SET state = 2, log_after = version"), null, default);
        var before = RawFile.Dump(Path);
        var failures = 0;

        for (var isDone = false; !isDone; failures += isDone ? 0 : 1)
        {
            _writesLeft = failures;
            isDone = await TryAsync(() => _provider.Store().PurgeAsync(Room));
            _writesLeft = int.MaxValue;
            if (!isDone)
                RawFile.Dump(Path).Should().Equal(before);
        }

        failures.Should().BeGreaterThan(5);
        RawFile.Ask(Path, "SELECT (SELECT count(*) FROM messages) + (SELECT count(*) FROM participants) + (SELECT count(*) FROM changes)").Should().Be(0L);
    }

    [Fact]
    public async Task File_that_cannot_grow_accepts_messages_until_it_is_full_and_again_when_there_is_room()
    {
        await LimitAsync(extraPages: 8);
        var stored = new List<MessageId>();

        for (var i = 0; await TryAsync(() => SendLongAsync($"m{i}")); i++)
            stored.Add(new($"m{i}"));

        stored.Should().NotBeEmpty();
        (await Conversations.ReadAllAsync()).Select(message => message.Id).Should().BeEquivalentTo([_old, .. stored]);
        await LimitAsync(extraPages: 1_000);
        (await Conversations.SendAsync(Room, Alice, "After")).Message!.Sequence.Should().Be(stored.Count + 2, "the one that failed took no sequence");
    }

    [Fact]
    public async Task Messages_that_fit_are_stored_when_another_message_of_their_batch_does_not_fit()
    {
        await Conversations.SendAsync(Room, Alice, "Makes room for the next one on its page, or takes the last there was.");
        await LimitAsync(extraPages: 1);
        await using var gate = await WriterGate.CloseAsync(_provider.Store());
        var (first, large, last) = (Conversations.SendAsync(Room, Alice, "a"), SendLongAsync("large"), Conversations.SendAsync(Room, Alice, "b"));

        gate.Open();

        await FluentActions.Awaiting(() => large).Should().ThrowAsync<StorageException>().WithMessage("*disk is full*");
        (await first).Message!.Sequence.Should().Be(3);
        (await last).Message!.Sequence.Should().Be(4);
        (await Conversations.FindAsync(Room))!.MessageCount.Should().Be(4);
        gate.Batches.Should().Equal(3, 1, 1, 1);
    }

    private Task CallAsync(string call) => call switch
    {
        "send" => Conversations.SendAsync(Room, Alice, "New", new MessageId("new")),
        "create" => Conversations.CreateIfNotExistsAsync(new("other"), new() { Subject = "Other", Participants = [new(Alice), new(Bob)] }),
        "set" => Conversations.UpdateAsync(Room, new() { Subject = "Boat" }),
        "add participant" => Conversations.SetParticipantAsync(Room, new("carol"), new()),
        "edit" => Conversations.EditMessageAsync(Room, _old, new() { Text = "Edited" }),
        "react" => Conversations.AddReactionAsync(Room, _old, Alice, "🦑"),
        "take back" => Conversations.RemoveReactionAsync(Room, _old, Bob, "🐙"),
        "delete message" => Conversations.DeleteMessageAsync(Room, _old),
        "mark as read" => Conversations.MarkAsReadAsync(Room, Bob),
        "set user" => Conversations.SetUserAsync(Bob, new() { Name = "Bob" }),
        _ => _provider.Store().CommitAsync([new() { Change = new ConversationDeleted { ConversationId = Room, At = DateTimeOffset.UnixEpoch, Version = 0 } }])
            .ContinueWith(done => ((done.GetAwaiter().GetResult()[0] as Conversations.Decisions.CommitOutcome.Failed)?.Error is { } error) ? throw error : true, TaskScheduler.Default),
    };

    private Task<SendResult> SendLongAsync(string id) => Conversations.SendAsync(Room, Alice, new string('x', 10_000), new MessageId(id));

    private static async Task<bool> TryAsync(Func<Task> call)
    {
        try
        {
            await call();
            return true;
        }
        catch (StorageException error)
        {
            error.Message.Should().StartWith("The disk is full");
            return false;
        }
    }

    /// <summary>Limits the file to its present size plus a number of pages. Beyond that, SQLite fails as if the disk were full.</summary>
    private async Task LimitAsync(int extraPages) => await _provider.Store().Database.Writer.RunAsync(session => session.Ask(string.Create(
        CultureInfo.InvariantCulture,
        $"PRAGMA max_page_count = {Convert.ToInt64(session.Ask("PRAGMA page_count"), CultureInfo.InvariantCulture) + extraPages}")));

    /// <summary>Adds triggers to the writer's connection that fail a write with "disk full" when <see cref="_writesLeft"/> is used up.</summary>
    private async Task FailWritesAsync() => await _provider.Store().Database.Writer.RunAsync(session =>
    {
        session.Connection.CreateFunction("spend", () => _writesLeft-- > 0 ? 0 : throw new SqliteException("full", Full));
        foreach (var table in _tables)
        {
            foreach (var write in _writes)
                session.Execute($"CREATE TEMP TRIGGER {table}_{write} BEFORE {write} ON main.{table} BEGIN SELECT spend(); END");
        }

        return true;
    });
}
