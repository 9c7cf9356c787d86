using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static Conversations.Sqlite.Tests.TestStores;

namespace Conversations.Sqlite.Tests;

public sealed class SqliteMigrationTests : IDisposable
{
    private const string NextStep = "CREATE TABLE notes (id INTEGER PRIMARY KEY) STRICT; INSERT INTO notes SELECT number FROM conversations;";
    private const string LastStep = "ALTER TABLE notes ADD COLUMN text TEXT;";

    private static readonly IReadOnlyList<string> _steps = SqliteSchema.Current.Steps;

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("conversations.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Older_file_is_migrated_step_by_step_and_keeps_its_data()
    {
        await MakeAsync();

        await using (var store = OpenAlone(Path, new([.. _steps, NextStep, LastStep])))
            (await store.FindConversationAsync(Room, null))!.Conversation.Subject.Should().Be("House");

        Version().Should().Be(_steps.Count + 2);
        RawFile.Ask(Path, "SELECT count(*) FROM notes WHERE text IS NULL").Should().Be(1L);
    }

    [Theory]
    [InlineData("CREATE TABLE conversations (id TEXT) STRICT;")]
    [InlineData("INSERT INTO messages (conversation) VALUES (1);")]
    [InlineData("This is no SQL.")]
    public async Task Step_that_fails_leaves_the_file_at_its_old_version_and_usable(string failing)
    {
        await MakeAsync();

        await using (var store = OpenAlone(Path, new([.. _steps, NextStep, failing])))
            await store.Awaiting(it => it.FindConversationAsync(Room, null)).Should().ThrowAsync<StorageException>();

        Version().Should().Be(_steps.Count);
        RawFile.Ask(Path, "SELECT count(*) FROM sqlite_schema WHERE name = 'notes'").Should().Be(0L);
        await using var provider = Provide(Path);
        (await provider.Conversations().SendAsync(Room, Alice, "Hello")).Message!.Sequence.Should().Be(1);
    }

    [Fact]
    public async Task Older_package_keeps_working_while_a_newer_one_migrates_the_file_and_refuses_it_at_the_next_opening()
    {
        await MakeAsync();
        await using var old = Provide(Path);
        await old.Conversations().SendAsync(Room, Alice, "One");

        await using (var store = OpenAlone(Path, new([.. _steps, NextStep])))
            await store.FindConversationAsync(Room, null);

        (await old.Conversations().SendAsync(Room, Alice, "Two")).Message!.Sequence.Should().Be(2);
        await old.DisposeAsync();
        await using var reopened = Provide(Path);
        await reopened.Conversations().Awaiting(it => it.FindAsync(Room)).Should().ThrowAsync<StorageException>().WithMessage($"*version {_steps.Count + 1}*");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ten_stores_that_open_the_file_at_the_same_time_all_succeed(bool isOlder)
    {
        if (isOlder)
            await MakeAsync();

        var options = new SqliteStoreOptions { BusyTimeout = TimeSpan.FromSeconds(30) };
        var stores = Enumerable.Range(0, 10).Select(_ => OpenAlone(Path, new([.. _steps, NextStep, LastStep]), options)).ToList();
        try
        {
            await Task.WhenAll(stores.Select(store => Task.Run(() => store.FindConversationAsync(Room, null))));
        }
        finally
        {
            foreach (var store in stores)
                await store.DisposeAsync();
        }

        Version().Should().Be(_steps.Count + 2);
        RawFile.Ask(Path, "PRAGMA journal_mode").Should().Be("wal");
        RawFile.Ask(Path, "SELECT count(*) FROM notes").Should().Be(isOlder ? 1L : 0L);
    }

    [Fact]
    public void File_that_another_process_creates_while_its_version_is_read_counts_as_empty()
    {
        RawFile.Ask(Path, "PRAGMA journal_mode = wal").Should().Be("wal");
        using var session = new SqliteSession(Path, SqliteOpenMode.ReadOnly, busyMilliseconds: 1_000);
        var isCreated = false;
        raw.sqlite3_trace(
            session.Connection.Handle,
            (_, sql) =>
            {
                if (isCreated || !sql.Contains("sqlite_schema", StringComparison.Ordinal))
                    return;

                isCreated = true;
                using var other = new SqliteSession(Path, SqliteOpenMode.ReadWrite, busyMilliseconds: 1_000);
                SqliteSchema.Current.Migrate(other);
            },
            null);

        SqliteSchema.Current.CheckVersion(session).Should().Be(0);
        isCreated.Should().BeTrue();
        SqliteSchema.Current.CheckVersion(session).Should().Be(_steps.Count);
    }

    private int Version() => Convert.ToInt32(RawFile.Ask(Path, "PRAGMA user_version"), CultureInfo.InvariantCulture);

    private async Task MakeAsync()
    {
        await using var provider = Provide(Path);
        await provider.Conversations().CreateRoomAsync();
    }
}
