using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Conversations.PostgreSql.Tests;

[SuppressMessage("Design", "CA1001", Justification = "xunit calls DisposeAsync.")]
public sealed class PostgreSqlMigrationTests : IAsyncLifetime
{
    private const string NextStep = "CREATE TABLE @schema.notes (id text); INSERT INTO @schema.notes SELECT conversation_id FROM @schema.conversations;";
    private const string LastStep = "ALTER TABLE @schema.notes ADD COLUMN text text;";

    private static readonly ConversationId _room = new("room");
    private static readonly UserId _alice = new("alice");
    private static readonly IReadOnlyList<string> _steps = PostgreSqlSchema.Current.Steps;

    private readonly Hosts _hosts = new();
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(Server.ConnectionString);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _hosts.DisposeAsync();
        await _source.DisposeAsync();
    }

    [Fact]
    public async Task Older_schema_is_migrated_step_by_step_and_keeps_what_it_has()
    {
        await MakeAsync();

        await EnsureAsync([.. _steps, NextStep, LastStep]);

        (await AskAsync("SELECT string_agg(version::text, ',' ORDER BY version) FROM @schema.schema_version")).Should().Be("1,2,3,4,5,6,7,8");
        (await AskAsync("SELECT id FROM @schema.notes WHERE text IS NULL")).Should().Be("room");
    }

    [Theory]
    [InlineData("CREATE TABLE @schema.conversations (id text);")]
    [InlineData("INSERT INTO @schema.messages (conversation_id) VALUES ('room');")]
    [InlineData("This is no SQL.")]
    public async Task Step_that_fails_leaves_the_old_version_as_usable_as_it_was(string failing)
    {
        await MakeAsync();

        await this.Awaiting(it => it.EnsureAsync([.. _steps, NextStep, failing])).Should().ThrowAsync<PostgresException>();

        (await AskAsync("SELECT max(version)::text FROM @schema.schema_version")).Should().Be("6");
        (await AskAsync("SELECT to_regclass('@schema.notes')::text")).Should().BeNull();
        (await _hosts.Start().SendAsync(_room, _alice, "Hello")).Message!.Sequence.Should().Be(1);
    }

    [Fact]
    public async Task First_step_that_fails_leaves_no_table_and_the_next_start_makes_them()
    {
        await this.Awaiting(it => it.EnsureAsync([_steps[0] + "This is no SQL."])).Should().ThrowAsync<PostgresException>();

        (await AskAsync($"SELECT string_agg(tablename, ',') FROM pg_tables WHERE schemaname = '{_hosts.Schema}'")).Should().Be("schema_version");
        await MakeAsync();
        (await AskAsync("SELECT max(version)::text FROM @schema.schema_version")).Should().Be("6");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Newer_schema_is_refused_untouched(bool migrates)
    {
        await MakeAsync();
        await EnsureAsync([.. _steps, NextStep]);

        var old = _hosts.Start(configure: options => options.AutoMigrate = migrates);

        await old.Awaiting(it => it.SendAsync(_room, _alice, "Hello")).Should().ThrowAsync<StorageException>().WithMessage("*version 7*Update the package.");
        (await AskAsync("SELECT max(version)::text FROM @schema.schema_version")).Should().Be("7");
        (await AskAsync("SELECT count(*)::text FROM @schema.messages")).Should().Be("0");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Missing_or_older_schema_is_refused_and_not_created_without_AutoMigrate(bool isOlder)
    {
        if (isOlder)
            await MakeAsync();

        await this.Awaiting(it => it.EnsureAsync([.. _steps, NextStep], migrates: false)).Should().ThrowAsync<StorageException>()
            .WithMessage($"*version {(isOlder ? 6 : 0)}*Let a host with AutoMigrate on start first.");

        (await AskAsync("SELECT to_regclass('@schema.notes')::text")).Should().BeNull();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ten_hosts_that_migrate_at_once_all_succeed(bool isOlder)
    {
        if (isOlder)
            await MakeAsync();

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => EnsureAsync([.. _steps, NextStep, LastStep]))));

        (await AskAsync("SELECT count(*)::text FROM @schema.schema_version")).Should().Be("8");
        (await AskAsync("SELECT count(*)::text FROM @schema.notes")).Should().Be(isOlder ? "1" : "0");
    }

    [Fact]
    public async Task Host_that_is_killed_in_the_middle_leaves_the_old_version_and_the_next_start_goes_on()
    {
        await MakeAsync();

        var killed = EnsureAsync([.. _steps, NextStep, $"SELECT pg_sleep(60) /* {_hosts.Schema} */"]);
        while (await AskAsync(
            $"SELECT count(pg_terminate_backend(pid))::text FROM pg_stat_activity WHERE query LIKE '%sleep(60) /* {_hosts.Schema} %' AND pid <> pg_backend_pid()") == "0")
        {
            await Task.Delay(20);
        }

        await killed.Awaiting(task => task).Should().ThrowAsync<NpgsqlException>();
        (await AskAsync("SELECT max(version)::text FROM @schema.schema_version")).Should().Be("6");
        await EnsureAsync([.. _steps, NextStep, LastStep]);
        (await AskAsync("SELECT count(*)::text FROM @schema.notes")).Should().Be("1");
    }

    [Fact]
    public async Task Two_schemas_in_one_database_are_independent()
    {
        await using var others = new Hosts();
        var (one, other) = (_hosts.Start(), others.Start());
        foreach (var host in new[] { one, other })
            await host.CreateIfNotExistsAsync(_room, new() { Participants = [new(_alice)] });

        await one.SendAsync(_room, _alice, "Hello");

        (await one.FindAsync(_room))!.MessageCount.Should().Be(1);
        (await other.FindAsync(_room))!.MessageCount.Should().Be(0);
    }

    [Theory]
    [InlineData("select")]
    [InlineData("user")]
    [InlineData("_")]
    [InlineData("a23456789012345678901234567890123456789012345678901234567890abc")]
    public async Task Every_valid_name_works_as_a_schema(string schema)
    {
        await AskAsync($"DROP SCHEMA IF EXISTS \"{schema}\" CASCADE");
        var host = _hosts.Start(configure: options => options.Schema = schema);

        await host.CreateIfNotExistsAsync(_room, new() { Participants = [new(_alice)] });
        await host.SendAsync(_room, _alice, "Hello");

        (await AskAsync($"SELECT count(*)::text FROM \"{schema}\".messages")).Should().Be("1");
        await AskAsync($"DROP SCHEMA \"{schema}\" CASCADE");
    }

    private async Task MakeAsync() => await _hosts.Start().CreateIfNotExistsAsync(_room, new() { Participants = [new(_alice)] });

    private async Task EnsureAsync(IReadOnlyList<string> steps, bool migrates = true)
    {
        await using var source = NpgsqlDataSource.Create(Server.ConnectionString);
        await new PostgreSqlSchema(steps, PostgreSqlSchema.Current.Functions).EnsureAsync(
            source, new() { Schema = _hosts.Schema, AutoMigrate = migrates }, new(_hosts.Schema), CancellationToken.None);
    }

    private async Task<string?> AskAsync(string sql)
    {
        await using var command = _source.CreateCommand(sql.Replace("@schema", _hosts.Schema, StringComparison.Ordinal));
        return await command.ExecuteScalarAsync() as string;
    }
}
