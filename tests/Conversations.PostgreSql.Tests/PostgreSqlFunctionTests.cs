using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Conversations.PostgreSql.Tests;

[SuppressMessage("Design", "CA1001", Justification = "xunit calls DisposeAsync.")]
public sealed class PostgreSqlFunctionTests : IAsyncLifetime
{
    private const string InsertRoom =
        """
        INSERT INTO @schema.conversations
            (conversation_id, state, created_at, participant_count, message_count, last_sequence, version, settings_version, log_after)
        VALUES ('room', 1, '2026-01-01', 1, 0, 7, 9, 1, 0);
        INSERT INTO @schema.participants
            (conversation_id, user_id, access, notify, joined_at, joined_after, read_up_to, is_marked_unread, ended_by_app, listed_at, is_empty)
        VALUES ('room', 'alice', 0, 0, '2026-01-01', 0, 0, false, false, '2026-01-01', true);
        """;

    private const string NumbersSql = "SELECT string_agg(name || ' ' || number, ', ' ORDER BY name) FROM @schema.schema_functions";

    private static readonly ConversationId _room = new("room");
    private static readonly UserId _alice = new("alice");
    private static readonly PostgreSqlSchema _current = PostgreSqlSchema.Current;

    private readonly Hosts _hosts = new();
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(Server.ConnectionString);

    private static string Numbers => string.Join(", ", _current.Functions.Select(function => $"{function.Name} {function.Number}"));

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _hosts.DisposeAsync();
        await _source.DisposeAsync();
    }

    [Fact]
    public void Text_of_a_function_changes_only_together_with_its_number() =>
        _current.Functions.Select(function => $"{function.Name} {function.Number} {Convert.ToHexStringLower(function.Hash)[..12]}").Should().Equal(
            [
                "find_deliveries 3 4ffd6a7b5a18",
                "send_message 4 6af65549b174",
                "send_messages 4 f418da79049c",
                "tick_delivery 1 ea326444d79c",
            ],
            "hosts compare the numbers: if a release has the text, raise its number with the change, then write the new line here");

    [Theory]
    [InlineData("CREATE OR REPLACE FUNCTION")]
    [InlineData("-- number: one\nCREATE OR REPLACE FUNCTION")]
    [InlineData("-- number: 1")]
    public void Text_that_does_not_begin_with_its_number_is_refused(string text) =>
        new Action(() => _ = new SchemaFunction("send", text)).Should().Throw<FormatException>();

    [Fact]
    public void Hash_does_not_depend_on_the_ends_of_lines() =>
        new SchemaFunction("send", "-- number: 3\r\nSELECT 1;\r\n").Hash.Should().Equal(new SchemaFunction("send", "-- number: 3\nSELECT 1;\n").Hash);

    [Fact]
    public async Task Database_of_version_0_1_is_taken_over_and_keeps_what_it_has()
    {
        await MakeOldAsync();

        var sent = await _hosts.Start().SendAsync(_room, _alice, "Hello");

        sent.Message!.Sequence.Should().Be(8);
        (await AskAsync("SELECT string_agg(version::text, ',' ORDER BY version) FROM @schema.schema_version")).Should().Be("1,2,3,4,5,6");
        (await AskAsync(NumbersSql)).Should().Be(Numbers);
    }

    [Fact]
    public async Task Database_of_version_2_gets_the_times_and_places_that_it_lacks()
    {
        await MakeVersion2Async();

        var host = _hosts.Start();
        var room = (await host.FindAsync(_room))!;
        var page = await host.As(_alice).ListInboxAsync().PageAsync(20);
        var sent = await host.SendAsync(_room, _alice, "Hello");

        room.LastMessage!.Id.Value.Should().Be("m-2", "the imported messages after it are older");
        page.Items.Select(item => item.Conversation.Id.Value).Should().Equal("room");
        (await AskAsync("SELECT last_sent || ' ' || last_sent_at::date FROM @schema.conversations WHERE conversation_id = 'old'")).Should().Be("1 2026-01-01");
        (await AskAsync("SELECT is_empty::text FROM @schema.participants WHERE conversation_id = 'emptied'")).Should().Be("true");
        (await host.FindParticipantAsync(_room, _alice))!.VisibleFrom.Should().Be(1);
        sent.Message!.Sequence.Should().Be(5);

        await host.SendAsync(new("emptied"), _alice, "Hello");
        (await host.As(_alice).ListInboxAsync().PageAsync(20)).Items.Should().HaveCount(2);
    }

    [Fact]
    public async Task Database_of_version_5_lists_what_changes_from_now_on()
    {
        await MakeVersion5Async();

        var host = _hosts.Start();
        var store = _hosts.Store();
        var (began, _) = (await store.ReadTimeAsync(), await host.FindAsync(_room));
        var before = await store.ListChangedAsync([new(_alice, began.Now)], 10);
        await host.SendAsync(_room, _alice, "Hello");
        await host.RemoveParticipantAsync(new("other"), _alice);
        var after = await store.ListChangedAsync([new(_alice, began.Now)], 10);

        began.ForgottenUpTo.Should().BeNull();
        before.Should().BeEmpty();
        after.Select(one => (one.ConversationId.Value, one.Version, one.HasEnded)).Should().Equal(("room", 10, false), ("other", 6, true));
        after[0].ChangedAfter.Should().Be(9);
        (await AskAsync("SELECT string_agg(conversation_id || ' ' || changed_after, ',' ORDER BY conversation_id) FROM @schema.conversations")).Should().Be("other 5,room 9");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ten_hosts_that_start_at_once_all_succeed(bool isOld)
    {
        if (isOld)
            await MakeOldAsync();

        var hosts = Enumerable.Range(0, 10).Select(_ => _hosts.Start()).ToList();
        await Task.WhenAll(hosts.Select(host => Task.Run(() => host.CreateIfNotExistsAsync(_room, new() { Participants = [new(_alice)] }))));
        await Task.WhenAll(hosts.Select(host => host.SendAsync(_room, _alice, "Hello")));

        (await AskAsync("SELECT string_agg(version::text, ',' ORDER BY version) FROM @schema.schema_version")).Should().Be("1,2,3,4,5,6");
        (await AskAsync(NumbersSql)).Should().Be(Numbers);
        (await hosts[0].FindAsync(_room))!.MessageCount.Should().Be(10);
    }

    [Fact]
    public async Task New_host_creates_the_functions_with_a_lower_number_again_and_the_hosts_that_run_go_on()
    {
        var running = await MakeAsync();

        await EnsureAsync(Changed("send_message", raise: 1));

        (await AskAsync(NumbersSql)).Should().Be("find_deliveries 3, send_message 5, send_messages 4, tick_delivery 1");
        (await TextOfAsync("send_message")).Should().Contain("-- altered");
        (await TextOfAsync("send_messages")).Should().NotContain("-- altered");
        (await running.SendAsync(_room, _alice, "Hello")).Message!.Sequence.Should().Be(1);
    }

    [Fact]
    public async Task Old_host_that_restarts_beside_a_new_one_changes_nothing_and_works()
    {
        await MakeAsync();
        await EnsureAsync(Changed("send_message", raise: 1));
        var before = await AskAsync("SELECT string_agg(f::text, ',' ORDER BY name) FROM @schema.schema_functions f");

        var old = _hosts.Start();
        await old.SendAsync(_room, _alice, "Hello");

        (await AskAsync("SELECT string_agg(f::text, ',' ORDER BY name) FROM @schema.schema_functions f")).Should().Be(before);
        (await TextOfAsync("send_message")).Should().Contain("-- altered");
        (await old.FindAsync(_room))!.MessageCount.Should().Be(1);
    }

    [Fact]
    public async Task Function_of_the_same_number_and_another_text_is_created_again()
    {
        await MakeAsync();
        await EnsureAsync(Changed("send_message", raise: 0));
        (await TextOfAsync("send_message")).Should().Contain("-- altered");

        await _hosts.Start().SendAsync(_room, _alice, "Hello");

        (await TextOfAsync("send_message")).Should().NotContain("-- altered");
        (await AskAsync(NumbersSql)).Should().Be(Numbers);
    }

    [Theory]
    [InlineData("DELETE FROM @schema.schema_functions WHERE name = 'send_message'")]
    [InlineData("DO 'BEGIN EXECUTE (SELECT ''DROP FUNCTION '' || oid::regprocedure FROM pg_proc WHERE oid = to_regproc(''@schema.send_message'')); END'")]
    public async Task Function_that_is_missing_is_created(string loss)
    {
        await MakeAsync();
        await AskAsync(loss);

        (await _hosts.Start().SendAsync(_room, _alice, "Hello")).Message!.Sequence.Should().Be(1);

        (await AskAsync(NumbersSql)).Should().Be(Numbers);
    }

    [Fact]
    public async Task Function_that_cannot_be_created_leaves_all_as_they_were()
    {
        var running = await MakeAsync();
        var functions = Changed("send_message", raise: 1);
        functions[^1] = new(functions[^1].Name, "-- number: 9\nThis is no SQL.");

        await this.Awaiting(it => it.EnsureAsync(functions)).Should().ThrowAsync<PostgresException>();

        (await AskAsync(NumbersSql)).Should().Be(Numbers);
        (await TextOfAsync("send_message")).Should().NotContain("-- altered");
        (await running.SendAsync(_room, _alice, "Hello")).Message!.Sequence.Should().Be(1);
    }

    /// <summary>Returns the functions, one of which has another body, and a number that is higher by so much.</summary>
    private static List<SchemaFunction> Changed(string name, int raise) =>
    [
        .. _current.Functions.Select(function => function.Name != name ? function : new SchemaFunction(
            name,
            $"-- number: {function.Number + raise}\n" + function.Text[function.Text.IndexOf('\n', StringComparison.Ordinal)..]
                .Replace("\nBEGIN\n", "\nBEGIN -- altered\n", StringComparison.Ordinal))),
    ];

    private async Task<IConversations> MakeAsync()
    {
        var host = _hosts.Start();
        await host.CreateIfNotExistsAsync(_room, new() { Participants = [new(_alice)] });
        return host;
    }

    /// <summary>Makes a database as version 0.1 did, with a room in which seven messages were sent and deleted.</summary>
    private async Task MakeOldAsync()
    {
        using var reader = new StreamReader(GetType().Assembly.GetManifestResourceStream("version-0.1.sql")!);
        await new PostgreSqlSchema([await reader.ReadToEndAsync()], []).EnsureAsync(
            _source, new() { Schema = _hosts.Schema }, new(_hosts.Schema), CancellationToken.None);
        await AskAsync(InsertRoom);
    }

    /// <summary>Makes a database of version 2: a room with two sent messages and two older ones that were imported later, and one whose message was deleted.</summary>
    private async Task MakeVersion2Async()
    {
        await new PostgreSqlSchema([.. _current.Steps.Take(2)], []).EnsureAsync(
            _source, new() { Schema = _hosts.Schema }, new(_hosts.Schema), CancellationToken.None);
        await AskAsync(
            """
            INSERT INTO @schema.conversations (conversation_id, state, created_at, participant_count, message_count, last_message, last_sequence,
                last_activity_at, listed_at, version, settings_version, log_after)
            VALUES ('room', 1, '2026-01-01', 1, 4, 4, 4, '2026-01-02', '2026-01-02', 5, 1, 0), ('emptied', 1, '2026-01-01', 1, 0, NULL, 1, '2026-01-01', '2026-01-01', 3, 1, 0),
                ('old', 1, '2026-01-01', 1, 1, 1, 1, '2026-01-01', '2026-01-01', 3, 1, 0);
            INSERT INTO @schema.participants
                (conversation_id, user_id, access, notify, joined_at, joined_after, read_up_to, is_marked_unread, ended_by_app, listed_at, is_empty)
            VALUES ('room', 'alice', 0, 0, '2026-01-01', 0, 2, false, false, '2026-01-02', false), ('emptied', 'alice', 0, 0, '2026-01-01', 0, 1, false, false, '2026-01-01', false),
                ('old', 'bob', 0, 0, '2026-01-01', 0, 1, false, false, '2026-01-01', false);
            INSERT INTO @schema.messages (conversation_id, sequence, message_id, sender_id, text, created_at, revision, origin, hash, emoji_count, version)
            VALUES ('room', 1, 'm-1', 'alice', 'One', '2026-01-01', 0, 0, '', 0, 2), ('room', 2, 'm-2', 'alice', 'Two', '2026-01-02', 0, 0, '', 0, 3),
                ('room', 3, 'm-3', 'alice', 'Three', '2025-01-01', 0, 2, '', 0, 4), ('room', 4, 'm-4', 'alice', 'Four', '2025-01-02', 0, 2, '', 0, 5),
                ('emptied', 1, 'm-1', 'alice', NULL, '1970-01-01', 0, 0, NULL, 0, 2), ('old', 1, 'm-1', 'bob', 'Old', '2026-01-01', 0, 0, '', 0, 2);
            """);
    }

    /// <summary>Makes a database of version 5 with two rooms, of which one has another participant.</summary>
    private async Task MakeVersion5Async()
    {
        await new PostgreSqlSchema([.. _current.Steps.Take(5)], []).EnsureAsync(
            _source, new() { Schema = _hosts.Schema }, new(_hosts.Schema), CancellationToken.None);
        await AskAsync(InsertRoom);
        await AskAsync(
            """
            INSERT INTO @schema.conversations
                (conversation_id, state, created_at, participant_count, message_count, last_sequence, version, settings_version, log_after)
            VALUES ('other', 1, '2026-01-01', 2, 0, 3, 5, 1, 0);
            INSERT INTO @schema.participants
                (conversation_id, user_id, access, notify, joined_at, joined_after, read_up_to, is_marked_unread, ended_by_app, listed_at, is_empty)
            SELECT 'other', user_id, 0, 0, '2026-01-01', 0, 0, false, false, '2026-01-01', true FROM unnest(ARRAY['alice', 'bob']) AS u (user_id);
            """);
    }

    private Task EnsureAsync(IReadOnlyList<SchemaFunction> functions) => new PostgreSqlSchema(_current.Steps, functions).EnsureAsync(
        _source, new() { Schema = _hosts.Schema }, new(_hosts.Schema), CancellationToken.None);

    private Task<string?> TextOfAsync(string function) => AskAsync($"SELECT prosrc FROM pg_proc WHERE oid = to_regproc('@schema.{function}')");

    private async Task<string?> AskAsync(string sql)
    {
        await using var command = _source.CreateCommand(sql.Replace("@schema", _hosts.Schema, StringComparison.Ordinal));
        return await command.ExecuteScalarAsync() as string;
    }
}
