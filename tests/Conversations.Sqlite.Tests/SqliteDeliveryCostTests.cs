using System.Diagnostics.CodeAnalysis;
using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;
using static Conversations.Sqlite.Tests.TestStores;

namespace Conversations.Sqlite.Tests;

/// <summary>Checks what the delivery of changes costs: a send, and the calls that hosts repeat.</summary>
public sealed class SqliteDeliveryCostTests : IAsyncLifetime, IDisposable
{
    /// <summary>Conversations in which every handler has handled all changes.</summary>
    private const string AddResting =
        """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
        INSERT INTO conversations (id, state, created_at, participant_count, message_count, last_sequence, version, settings_version, log_after)
        SELECT 'resting-' || i, 1, 0, 0, 0, 0, 1, 1, 1 FROM n;
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly Guid _host = Guid.NewGuid();
    private ServiceProvider _provider = null!;

    private string Path => _folder.File("conversations.db");

    private SqliteConversationStore Store => _provider.Store();

    public async ValueTask InitializeAsync()
    {
        _provider = Provide(Path);
        await Store.TryAddHandlerAsync("first", "", walks: false);
        await Store.TryAddHandlerAsync("second", "", walks: false);
        await Store.TickAsync(new(_host, ["first", "second"], TimeSpan.FromHours(1)));
        await _provider.Conversations().CreateRoomAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        Dispose();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task First_change_sets_the_mark_and_later_ones_keep_it()
    {
        await _provider.Conversations().SendAsync(Room, Alice, "One");
        Mark().Should().Be(0L);

        await SettleAsync();
        Mark().Should().Be(DBNull.Value);

        await _provider.Conversations().SendAsync(Room, Alice, "Two");
        await _provider.Conversations().SendAsync(Room, Alice, "Three");
        Mark().Should().Be(2L);
    }

    [Theory]
    [InlineData("CountMessageSql", false)]
    [InlineData("MarkAndCountMessageSql", true)]
    [InlineData("RaiseSql", false)]
    [InlineData("MarkAndRaiseSql", true)]
    public void Only_a_statement_that_sets_the_mark_writes_to_its_index(string name, bool writes) =>
        Opcodes(SqlitePlanTests.All()[name]).Contains("IdxInsert").Should().Be(writes);

    [Fact]
    public async Task Finding_work_does_not_cost_more_with_more_conversations_that_rest()
    {
        var few = await StepsAsync();
        await RawFile.ChangeAsync(Path, AddResting);

        (await StepsAsync()).Should().Be(few);
    }

    [Fact]
    public async Task Calls_of_a_host_take_a_statement_for_each_row_or_a_fixed_number()
    {
        var keys = new DeliveryKey[] { new("first", Room), new("second", Room) };
        IReadOnlyList<DeliveryLease> leases = [];

        (await CountAsync(() => Store.TickAsync(new(_host, ["first"], TimeSpan.FromHours(1))))).Should().Be(5);
        (await CountAsync(() => FindAsync())).Should().Be(1);
        (await CountAsync(async () => leases = await Store.LeaseAsync(_host, keys))).Should().Be(2 + 2);
        (await CountAsync(() => Store.ReportAsync(
            _host, [.. leases.Select(lease => new DeliveryReport(lease.Key, lease.Fence, 1, DeliveryStep.Release))]))).Should().Be(2);
        (await CountAsync(SettleAsync)).Should().Be(4);

        leases.Should().HaveCount(2);
        RawFile.Ask(Path, "SELECT count(*) FROM deliveries").Should().Be(0L);
    }

    [Fact]
    public async Task Content_of_any_number_of_ranges_takes_three_statements()
    {
        var rooms = Enumerable.Range(0, 50).Select(i => new ConversationId($"room-{i}")).Prepend(Room).ToArray();
        foreach (var room in rooms)
        {
            await _provider.Conversations().CreateIfNotExistsAsync(room, new() { Participants = [new(Alice)] });
            await _provider.Conversations().SendAsync(room, Alice, "Hello!");
        }

        (await CountAsync(() => Store.ReadContentAsync([new(Room, 0, 100)]))).Should().Be(3);
        (await CountAsync(() => Store.ReadContentAsync([.. rooms.Select(room => new DeliveryRange(room, 0, 100))]))).Should().Be(3);
    }

    [Fact]
    public async Task First_handler_of_an_app_takes_the_marks_of_all_conversations_away()
    {
        await Store.RemoveHandlerAsync("first");
        await Store.TryAddHandlerAsync("third", "", walks: false);
        Mark().Should().Be(0L);

        await Store.RemoveHandlerAsync("second");
        await Store.RemoveHandlerAsync("third");
        await Store.TryAddHandlerAsync("only", "", walks: false);

        Mark().Should().Be(DBNull.Value);
        RawFile.Ask(Path, "SELECT count(*) FROM deliveries").Should().Be(0L);
        (await Store.MeasureAsync("only")).Should().BeEquivalentTo(new HandlerLag(0, 0, 0, null));
    }

    [Fact]
    public async Task One_call_prunes_a_bounded_number_of_changes()
    {
        await RawFile.ChangeAsync(
            Path,
            """
            INSERT INTO conversations (id, state, created_at, participant_count, message_count, last_sequence, version, settings_version, log_after)
            SELECT column1, 1, 0, 0, 0, 0, column2, 1, 0 FROM (VALUES ('a', 8000), ('b', 8000), ('c', 25000));
            """);

        (await PruneAsync(after: null)).Should().Be(new ConversationId("b"));
        Logs().Should().Be("8000,2000,0");
        (await PruneAsync(new("b"))).Should().Be(new ConversationId("c"));
        Logs().Should().Be("8000,2000,10000");
        (await PruneAsync(new("c"))).Should().BeNull();

        Task<ConversationId?> PruneAsync(ConversationId? after) => Store.PruneAsync(new(after, 100, TimeSpan.Zero, TimeSpan.Zero));
        object? Logs() => RawFile.Ask(Path, "SELECT group_concat(log_after) FROM (SELECT log_after FROM conversations WHERE id < 'd' ORDER BY id)");
    }

    private object? Mark() => RawFile.Ask(Path, "SELECT pending FROM conversations WHERE id = 'room'");

    private Task SettleAsync() => Store.SettleAsync(_host, [Room]);

    private Task<DeliveryWork> FindAsync() => Store.FindWorkAsync(new(Guid.Empty, ["first", "second"], 100));

    private async Task<long> CountAsync(Func<Task> call)
    {
        var before = Store.Statements;
        await call();
        return Store.Statements - before;
    }

    private async Task<long> StepsAsync()
    {
        var before = Store.Database.Readers.Steps;
        (await FindAsync()).Keys.Should().HaveCount(2);
        return Store.Database.Readers.Steps - before;
    }

    [SuppressMessage("Security", "CA2100", Justification = "Statements of the library.")]
    private List<string> Opcodes(string sql)
    {
        using var connection = RawFile.Open(Path);
        using var command = connection.CreateCommand();
        command.CommandText = $"EXPLAIN {sql}";
        foreach (var name in System.Text.RegularExpressions.Regex.Matches(sql, @"\$\w+").Select(match => match.Value).Distinct())
            command.Parameters.AddWithValue(name, DBNull.Value);

        using var reader = command.ExecuteReader();
        var opcodes = new List<string>();
        while (reader.Read())
            opcodes.Add(reader.GetString(1));

        return opcodes;
    }
}
