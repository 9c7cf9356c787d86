using System.Globalization;
using Conversations.Decisions;
using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using static Conversations.Sqlite.Tests.TestStores;

namespace Conversations.Sqlite.Tests;

/// <summary>Checks what it costs to find the conversations that have changed, and to keep which ones have.</summary>
public sealed class SqliteChangedCostTests : IAsyncLifetime, IDisposable
{
    /// <summary>Conversations of Alice that changed before those of the tests, one each second, and as many that she was removed from.</summary>
    private const string AddOld =
        """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
        INSERT INTO conversations (id, state, created_at, participant_count, message_count, last_sequence, version, settings_version, log_after)
        SELECT column1 || '-' || i, 1, 0, 1, 0, 0, 1, 1, 1 FROM n, (VALUES ('old'), ('gone'));
        INSERT INTO participants
            (conversation, user_id, access, notify, joined_at, joined_after, read_up_to, is_marked_unread, ended_by_app, listed_at, is_empty, changed_at)
        SELECT number, 'alice', 2, 0, 0, 0, 0, 0, 0, 0, 1, number * 1000 FROM conversations WHERE id LIKE 'old-%';
        INSERT INTO departures (conversation, user_id, version, at) SELECT number, 'alice', 1, number * 1000 FROM conversations WHERE id LIKE 'gone-%';
        """;

    /// <summary>Users who take part in "room", and others who were removed from it.</summary>
    private const string AddUsers =
        """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
        INSERT INTO participants
            (conversation, user_id, access, notify, joined_at, joined_after, read_up_to, is_marked_unread, ended_by_app, listed_at, is_empty, ended_at)
        SELECT c.number, 'user-' || i, 2, 0, i, 0, 0, 0, 0, 0, 1, iif(i % 2, NULL, 1) FROM n, conversations c WHERE c.id = 'room';
        INSERT INTO departures (conversation, user_id, version, at)
        SELECT p.conversation, p.user_id, 1, 1 FROM participants p WHERE p.ended_at IS NOT NULL;
        UPDATE conversations SET participant_count = participant_count + 2500 WHERE id = 'room';
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero));
    private ServiceProvider _provider = null!;

    private string Path => _folder.File("conversations.db");

    private SqliteConversationStore Store => _provider.Store();

    public async ValueTask InitializeAsync()
    {
        _provider = Provide(Path, time: _time);
        await _provider.Conversations().CreateRoomAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        Dispose();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Listing_what_changed_does_not_cost_more_with_more_conversations_of_the_user()
    {
        var since = _time.GetUtcNow();
        for (var i = 0; i < 10; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await CreateAsync($"new-{i}");
        }

        var few = await StepsAsync(() => ListAsync(since, 100, 11));
        await RawFile.ChangeAsync(Path, AddOld);

        (await StepsAsync(() => ListAsync(since, 100, 11))).Should().Be(few);
    }

    [Fact]
    public async Task Listing_a_page_costs_no_more_if_much_more_has_changed()
    {
        var few = await StepsAsync(() => ListAsync(DateTimeOffset.UnixEpoch, 1, 1));
        await RawFile.ChangeAsync(Path, AddOld);

        (await StepsAsync(() => ListAsync(DateTimeOffset.UnixEpoch, 1, 1))).Should().BeInRange(few / 2, few * 2);
    }

    [Fact]
    public async Task Finding_members_costs_no_more_in_a_room_with_many_participants_and_many_who_were_removed()
    {
        var few = await StepsAsync(FindAsync);
        await RawFile.ChangeAsync(Path, AddUsers);

        (await StepsAsync(FindAsync)).Should().BeInRange(few / 2, few * 2);

        async Task FindAsync() => (await Store.FindMembersAsync([new(Room, 0, 1)], [Alice, Bob, new("nobody")])).Should().HaveCount(2);
    }

    [Fact]
    public async Task Finding_members_costs_no_more_for_many_users_than_their_list_does()
    {
        var users = Enumerable.Range(0, 5_000).Select(i => new UserId($"nobody-{i.ToString(CultureInfo.InvariantCulture)}")).Append(Alice).ToList();
        var rooms = Enumerable.Range(0, 10).Select(i => new ConversationId($"new-{i}")).ToList();
        foreach (var room in rooms)
            await CreateAsync(room.Value);

        var one = await StepsAsync(() => FindAsync(rooms[..1]));

        (await StepsAsync(() => FindAsync(rooms))).Should().BeLessThan(one + 2_000);

        async Task FindAsync(List<ConversationId> ids) =>
            (await Store.FindMembersAsync([.. ids.Select(id => new DeliveryRange(id, 0, 1))], users)).Should().HaveCount(ids.Count);
    }

    [Fact]
    public async Task Calls_take_one_statement_and_a_change_takes_one_more_each_minute()
    {
        (await CountAsync(() => Store.ReadTimeAsync())).Should().Be(1);
        (await CountAsync(() => ListAsync(DateTimeOffset.UnixEpoch, 10, 1))).Should().Be(1);
        (await CountAsync(() => Store.FindMembersAsync([new(Room, 0, 1)], [Alice]))).Should().Be(1);

        var subject = await CountAsync(() => SetSubjectAsync("one"));
        _time.Advance(TimeSpan.FromMinutes(2));
        (await CountAsync(() => SetSubjectAsync("two"))).Should().Be(subject + 1);
        (await CountAsync(() => SetSubjectAsync("three"))).Should().Be(subject);
    }

    [Fact]
    public async Task Send_moves_the_inbox_and_what_changed_by_one_statement()
    {
        (await SendAsync()).Should().Be(4);
        (await SendAsync()).Should().Be(3);

        _time.Advance(TimeSpan.FromMinutes(2));
        (await SendAsync()).Should().Be(4);
        (await SendAsync()).Should().Be(3);

        // Only the inbox is due, then only what changed, and then both together.
        _time.Advance(TimeSpan.FromMinutes(2));
        await SetSubjectAsync("moves what changed");
        _time.Advance(TimeSpan.FromSeconds(30));
        (await SendAsync()).Should().Be(4);
        _time.Advance(TimeSpan.FromSeconds(31));
        (await SendAsync()).Should().Be(4);
        _time.Advance(TimeSpan.FromSeconds(31));
        (await SendAsync()).Should().Be(3);
        _time.Advance(TimeSpan.FromSeconds(30));
        (await SendAsync()).Should().Be(4);

        async Task<long> SendAsync() => await CountAsync(() => Store.CommitAsync([Sending()]));
    }

    [Fact]
    public async Task One_call_prunes_a_bounded_number_of_departures_and_keeps_the_time_of_the_last_one()
    {
        await RawFile.ChangeAsync(
            Path,
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000)
            INSERT INTO departures (conversation, user_id, version, at) SELECT 1, 'user-' || i, 1, i FROM n;
            """);
        (await Store.ReadTimeAsync()).ForgottenUpTo.Should().BeNull();

        await PruneAsync();
        (await Store.ReadTimeAsync()).ForgottenUpTo.Should().Be(DateTimeOffset.FromUnixTimeMilliseconds(10_000));
        RawFile.Ask(Path, "SELECT count(*) FROM departures").Should().Be(2_001L);

        await PruneAsync();
        await PruneAsync();
        (await Store.ReadTimeAsync()).ForgottenUpTo.Should().Be(DateTimeOffset.FromUnixTimeMilliseconds(12_000));
        RawFile.Ask(Path, "SELECT count(*) FROM departures").Should().Be(1L);

        Task PruneAsync() => Store.PruneAsync(new(null, 100, TimeSpan.FromDays(1), TimeSpan.FromDays(1)));
    }

    private Commit Sending()
    {
        var id = MessageId.From(Guid.NewGuid());
        return new()
        {
            Change = new MessageSent { ConversationId = Room, MessageId = id, At = _time.GetUtcNow() },
            Message = new() { Id = id, Text = "Hello", Hash = ContentHash.Of("Hello", CustomData.Empty, null) },
        };
    }

    private Task<ConversationResult> CreateAsync(string id) => _provider.Conversations().CreateIfNotExistsAsync(new(id), new() { Participants = [new(Alice)] });

    private Task<Conversation> SetSubjectAsync(string subject) => _provider.Conversations().UpdateAsync(Room, new() { Subject = subject });

    private async Task ListAsync(DateTimeOffset since, int limit, int count) =>
        (await Store.ListChangedAsync([new(Alice, since)], limit)).Should().HaveCount(count);

    private async Task<long> CountAsync(Func<Task> call)
    {
        var before = Store.Statements;
        await call();
        return Store.Statements - before;
    }

    private async Task<long> StepsAsync(Func<Task> call)
    {
        await call();
        var before = Store.Database.Readers.Steps;
        await call();
        return Store.Database.Readers.Steps - before;
    }
}
