using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Conversations.PostgreSql.Tests;

/// <summary>Databases and connections with unusual settings.</summary>
public sealed class PostgreSqlDatabaseTests
{
    private static readonly ConversationId _room = new("room");
    private static readonly UserId _alice = new("alice");

    [Theory]
    [InlineData("SQL_ASCII")]
    [InlineData("LATIN1")]
    public async Task Database_of_another_encoding_is_refused_untouched(string encoding)
    {
        await using var database = await TestDatabase.CreateAsync($"ENCODING '{encoding}' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");

        await database.Conversations.Awaiting(it => it.FindAsync(_room)).Should().ThrowAsync<StorageException>().WithMessage("*UTF8*");

        (await database.AskAsync("SELECT count(*) FROM pg_namespace WHERE nspname = 'conversations'")).Should().Be(0L);
    }

    [Theory]
    [InlineData("repeatable read")]
    [InlineData("serializable")]
    public async Task Default_isolation_that_would_fail_sends_is_refused_untouched(string isolation)
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.SetAsync("default_transaction_isolation", isolation);

        await database.Conversations.Awaiting(it => it.FindAsync(_room)).Should().ThrowAsync<StorageException>().WithMessage($"*'{isolation}'*read committed*");

        (await database.AskAsync("SELECT count(*) FROM pg_namespace WHERE nspname = 'conversations'")).Should().Be(0L);
    }

    [Fact]
    public async Task Write_to_a_read_only_database_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync();
        await CreateAsync(database.Conversations);
        await database.SetAsync("default_transaction_read_only", "on");

        await database.Conversations.Awaiting(it => it.SendAsync(_room, _alice, "Hello")).Should().ThrowAsync<StorageException>().WithMessage("*read-only*");

        (await database.Conversations.FindAsync(_room))!.MessageCount.Should().Be(0);
    }

    [Theory]
    [InlineData("standard_conforming_strings", "off")]
    [InlineData("datestyle", "SQL, DMY")]
    [InlineData("intervalstyle", "sql_standard")]
    [InlineData("timezone", "Pacific/Kiritimati")]
    [InlineData("search_path", "nowhere")]
    [InlineData("bytea_output", "escape")]
    [InlineData("plpgsql.variable_conflict", "error")]
    [InlineData("transform_null_equals", "on")]
    [InlineData("enable_indexscan", "off")]
    [InlineData("jit_above_cost", "0")]
    public async Task Setting_of_a_database_changes_nothing(string setting, string value)
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.SetAsync(setting, value);

        await CreateAsync(database.Conversations);
        var sent = (await database.Conversations.SendAsync(_room, _alice, @"It's 'so' \ and so", new MessageId("m"))).Message!;
        await database.Conversations.AddReactionAsync(_room, sent.Id, _alice, "👍");

        (await database.Conversations.FindMessageAsync(_room, sent.Id))!.Should().BeEquivalentTo(sent, options => options.Excluding(message => message.Reactions));
        (await database.Conversations.As(_alice).ListInboxAsync().PageAsync()).Items.Single().LastMessage!.Text.Should().Be(sent.Text);
    }

    [Theory]
    [InlineData("Multiplexing=true")]
    [InlineData("No Reset On Close=true")]
    [InlineData("Pooling=false")]
    [InlineData("Enlist=true")]
    [InlineData("Max Auto Prepare=2")]
    [InlineData("Maximum Pool Size=1")]
    [InlineData("Timezone=Asia/Kolkata")]
    [InlineData("Include Error Detail=true")]
    public async Task Setting_of_a_connection_changes_nothing(string setting)
    {
        await using var hosts = new Hosts();
        var host = hosts.Start($"{new NpgsqlConnectionStringBuilder(Server.ConnectionString)};{setting}");
        await CreateAsync(host);

        var sent = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => host.SendAsync(_room, _alice, $"Message {i}")));
        await host.UpdateAsync(_room, new() { Subject = "House" });
        await host.MarkAsReadAsync(_room, _alice);

        sent.Select(one => one.Message!.Sequence).Order().Should().Equal(Enumerable.Range(1, 50).Select(i => (long)i));
        (await host.ListMessagesAsync(_room).PageAsync(50)).Items.Should().HaveCount(50);
        (await host.As(_alice).ListInboxAsync().PageAsync()).Items.Single().Conversation.Subject.Should().Be("House");
    }

    private static Task<ConversationResult> CreateAsync(IConversations conversations) => conversations.CreateIfNotExistsAsync(_room, new() { Participants = [new(_alice)] });

    /// <summary>A database of its own, which is dropped with this object.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "Constants of the tests.")]
    private sealed class TestDatabase : IAsyncDisposable
    {
        private static int _count;

        private readonly string _name = $"database_{Environment.ProcessId}_{Interlocked.Increment(ref _count)}";
        private ServiceProvider? _provider;

        internal IConversations Conversations => (_provider ??= new ServiceCollection().AddConversations().UsePostgreSql(ConnectionString)
            .Services.BuildServiceProvider()).GetRequiredService<IConversations>();

        private string ConnectionString => new NpgsqlConnectionStringBuilder(Server.ConnectionString) { Database = _name }.ConnectionString;

        internal static async Task<TestDatabase> CreateAsync(string options = "")
        {
            var database = new TestDatabase();
            await RunAsync(Server.ConnectionString, $"CREATE DATABASE {database._name} {options}");
            return database;
        }

        /// <summary>Sets a setting for all connections that are opened from now on.</summary>
        internal async Task SetAsync(string setting, string value)
        {
            await RunAsync(Server.ConnectionString, $"ALTER DATABASE {_name} SET {setting} TO '{value}'");
            if (_provider is not null)
                await _provider.DisposeAsync();

            _provider = null;
        }

        internal Task<object?> AskAsync(string sql) => RunAsync(ConnectionString, sql);

        public async ValueTask DisposeAsync()
        {
            if (_provider is not null)
                await _provider.DisposeAsync();

            await RunAsync(Server.ConnectionString, $"DROP DATABASE {_name} WITH (FORCE)");
        }

        private static async Task<object?> RunAsync(string connectionString, string sql)
        {
            await using var source = NpgsqlDataSource.Create(connectionString);
            await using var command = source.CreateCommand(sql);
            return await command.ExecuteScalarAsync();
        }
    }
}
