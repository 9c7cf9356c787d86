using System.Diagnostics.CodeAnalysis;
using System.Transactions;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Conversations.PostgreSql.Tests;

/// <summary>Data sources and ambient transactions of the app.</summary>
public sealed class PostgreSqlDataSourceTests
{
    private static readonly ConversationId _room = new("room");
    private static readonly UserId _alice = new("alice");

    [Fact]
    public async Task Data_source_of_the_app_works_without_preparing_and_is_left_open()
    {
        await using var hosts = new Hosts();
        await using var source = NpgsqlDataSource.Create(Server.ConnectionString);
        await using (var provider = Provide(builder => builder.UsePostgreSql(source, options => options.Schema = hosts.Schema)))
        {
            await CreateAsync(provider);
            await provider.GetRequiredService<IConversations>().SendAsync(_room, _alice, "Hello");
        }

        await using var command = source.CreateCommand("SELECT 1");
        (await command.ExecuteScalarAsync()).Should().Be(1);
    }

    [Fact]
    public async Task Connections_of_the_store_are_closed_with_the_provider()
    {
        await using var hosts = new Hosts();
        var connectionString = $"{Server.ConnectionString};Application Name={hosts.Schema}";
        await using (var provider = Provide(builder => builder.UsePostgreSql(connectionString, options => options.Schema = hosts.Schema)))
            await CreateAsync(provider);

        await using var source = NpgsqlDataSource.Create(Server.ConnectionString);
        await using var command = source.CreateCommand($"SELECT count(*) FROM pg_stat_activity WHERE application_name = '{hosts.Schema}'");
        for (var tries = 0; tries < 100 && !Equals(await command.ExecuteScalarAsync(), 0L); tries++)
            await Task.Delay(50);
        (await command.ExecuteScalarAsync()).Should().Be(0L);
    }

    [Fact]
    public async Task First_calls_at_the_same_time_open_no_connection_each()
    {
        const int calls = 64;
        await using var hosts = new Hosts();
        await using (var other = Provide(builder => builder.UsePostgreSql(Server.ConnectionString, options => options.Schema = hosts.Schema)))
            await CreateAsync(other);

        var connectionString = $"{Server.ConnectionString};Application Name={hosts.Schema}";
        await using var provider = Provide(builder => builder.UsePostgreSql(connectionString, options => options.Schema = hosts.Schema));
        var conversations = provider.GetRequiredService<IConversations>();

        // The decision of the first command needs one more connection, and the others wait for it. How many batches overlap depends on the machine.
        await Task.WhenAll(Enumerable.Range(0, calls).Select(i => Task.Run(() => conversations.SetParticipantAsync(_room, new($"user-{i}")))));

        await using var source = NpgsqlDataSource.Create(Server.ConnectionString);
        await using var command = source.CreateCommand($"SELECT count(*) FROM pg_stat_activity WHERE application_name = '{hosts.Schema}'");
        (await command.ExecuteScalarAsync()).Should().BeOfType<long>().Which.Should().BeLessThanOrEqualTo(calls / 4);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Acknowledged_writes_are_stored_when_an_ambient_transaction_is_rolled_back(bool isOurs)
    {
        await using var hosts = new Hosts();
        await using var source = NpgsqlDataSource.Create(Server.ConnectionString);
        await using var provider = Provide(builder => _ = isOurs
            ? builder.UsePostgreSql(Server.ConnectionString, options => options.Schema = hosts.Schema)
            : builder.UsePostgreSql(source, options => options.Schema = hosts.Schema));
        var conversations = provider.GetRequiredService<IConversations>();

        using (new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            await CreateAsync(provider);
            await conversations.SendAsync(_room, _alice, "Hello");
            await conversations.MarkAsUnreadAsync(_room, _alice);
            await conversations.SetUserAsync(_alice, new() { Name = "Alice" });
            (await conversations.FindAsync(_room))!.MessageCount.Should().Be(1);
            Transaction.Current!.TransactionInformation.DistributedIdentifier.Should().BeEmpty();
        }

        (await conversations.FindAsync(_room))!.MessageCount.Should().Be(1);
        (await conversations.FindReadStateAsync(_room, _alice))!.IsMarkedUnread.Should().BeTrue();
        (await conversations.FindUserAsync(_alice))!.Name.Should().Be("Alice");
    }

    /// <summary>A scope that is bound to its thread, which is the default.</summary>
    [Fact]
    [SuppressMessage("Usage", "xUnit1031", Justification = "The test is about a caller that blocks.")]
    public async Task Caller_that_blocks_in_a_thread_bound_scope_keeps_its_transaction()
    {
        await using var hosts = new Hosts();
        var conversations = hosts.Start();

        using (var scope = new TransactionScope())
        {
            var transaction = Transaction.Current;
            conversations.CreateIfNotExistsAsync(_room, new() { Participants = [new(_alice)] }).GetAwaiter().GetResult();
            conversations.MarkAsUnreadAsync(_room, _alice).GetAwaiter().GetResult();
            Transaction.Current.Should().BeSameAs(transaction);
        }

        (await conversations.FindReadStateAsync(_room, _alice))!.IsMarkedUnread.Should().BeTrue();
    }

    private static ServiceProvider Provide(Action<IConversationsBuilder> use)
    {
        var services = new ServiceCollection();
        use(services.AddConversations());
        return services.BuildServiceProvider();
    }

    private static Task<ConversationResult> CreateAsync(ServiceProvider provider) =>
        provider.GetRequiredService<IConversations>().CreateIfNotExistsAsync(_room, new() { Participants = [new(_alice)] });
}
