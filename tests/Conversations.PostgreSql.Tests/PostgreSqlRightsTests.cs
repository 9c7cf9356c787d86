using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Conversations.PostgreSql.Tests;

/// <summary>The rights that docs/storage.md grants are sufficient, and each is needed.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit calls DisposeAsync.")]
public sealed class PostgreSqlRightsTests : IAsyncLifetime
{
    private static readonly ConversationId _room = new("room");
    private static readonly UserId _alice = new("alice");
    private static readonly UserId _bob = new("bob");

    private readonly Hosts _hosts = new();

    private string Owner => $"{_hosts.Schema}_owner";

    private string App => $"{_hosts.Schema}_app";

    private static string[] Statements => [.. Document().Split("```sql\n")[1].Split("```")[0].Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    public static TheoryData<string> Grants => [.. Statements.Where(line => line.StartsWith("GRANT", StringComparison.Ordinal))];

    public async ValueTask InitializeAsync()
    {
        await RunAsync("postgres", $"CREATE ROLE {Owner} LOGIN; CREATE ROLE {App} LOGIN; GRANT CREATE ON DATABASE postgres TO {Owner}");
        await _hosts.Start(As(Owner)).CreateIfNotExistsAsync(_room, new() { Participants = [new(_alice), new(_bob)] });
    }

    public async ValueTask DisposeAsync()
    {
        await _hosts.DisposeAsync();
        foreach (var role in new[] { App, Owner })
            await RunAsync("postgres", $"DROP OWNED BY {role}; DROP ROLE {role}");
    }

    [Fact]
    public async Task Role_with_the_documented_rights_can_do_everything()
    {
        await RunAsync(Owner, string.Join('\n', Statements));
        var conversations = Start();

        await conversations.SendAsync(_room, _alice, "One", new MessageId("one"));
        await conversations.SendMessageAsync(_room, _bob, new("Two") { ReplyTo = new("one") });
        await conversations.AddReactionAsync(_room, new("one"), _bob, "👍");
        await conversations.EditMessageAsync(_room, new("one"), new() { Text = "First" });
        await conversations.DeleteMessageAsync(_room, new("one"));
        await conversations.SetParticipantAsync(_room, new("carol"));
        await conversations.RemoveParticipantAsync(_room, new("carol"));
        await conversations.SetUserAsync(_alice, new() { Name = "Alice" });
        await conversations.MarkAsReadAsync(_room, _alice);
        (await conversations.As(_alice).ListInboxAsync().PageAsync()).Items.Should().ContainSingle();
        await conversations.EraseUserAsync(_alice);
        await conversations.DeleteAsync(_room);
        (await conversations.FindAsync(_room)).Should().BeNull();
    }

    [Theory]
    [MemberData(nameof(Grants))]
    public async Task Role_that_lacks_one_of_the_rights_is_refused_and_nothing_is_written(string missing)
    {
        await RunAsync(Owner, string.Join('\n', Statements.Where(line => line != missing)));

        await Start().Awaiting(it => it.SendAsync(_room, _alice, "Hello")).Should().ThrowAsync<StorageException>().WithMessage("The role lacks a right*");

        (await _hosts.Start(As(Owner)).FindAsync(_room))!.MessageCount.Should().Be(0);
    }

    [Theory]
    [InlineData("schema_version")]
    [InlineData("schema_functions")]
    public async Task Role_cannot_write_the_version_and_the_functions_of_the_schema(string table)
    {
        await RunAsync(Owner, string.Join('\n', Statements));

        await this.Awaiting(it => it.RunAsync(App, $"DELETE FROM conversations.{table}")).Should().ThrowAsync<PostgresException>();
    }

    [Fact]
    public async Task Role_that_cannot_create_anything_works_with_AutoMigrate_if_nothing_is_to_be_created()
    {
        await RunAsync(Owner, string.Join('\n', Statements));

        await Start(migrates: true).SendAsync(_room, _alice, "Hello");

        (await _hosts.Start(As(Owner)).FindAsync(_room))!.MessageCount.Should().Be(1);
    }

    [Theory]
    [InlineData(true, "The role lacks a right*Grant it, or let another role migrate.")]
    [InlineData(false, "*functions*send_messages. Let a host with AutoMigrate on start first.")]
    public async Task Role_that_cannot_create_anything_is_refused_if_a_function_is_to_be_created(bool migrates, string advice)
    {
        await RunAsync(Owner, string.Join('\n', Statements));
        await RunAsync(Owner, "UPDATE conversations.schema_functions SET number = 0 WHERE name = 'send_messages'");

        await Start(migrates).Awaiting(it => it.SendAsync(_room, _alice, "Hello")).Should().ThrowAsync<StorageException>().WithMessage(advice);

        (await AskAsync("SELECT min(number)::text FROM conversations.schema_functions")).Should().Be("0");
        (await _hosts.Start(As(Owner)).FindAsync(_room))!.MessageCount.Should().Be(0);
    }

    private static string As(string role) => new NpgsqlConnectionStringBuilder(Server.ConnectionString) { Username = role }.ConnectionString;

    private IConversations Start(bool migrates = false) => _hosts.Start(As(App), options => options.AutoMigrate = migrates);

    private static string Document()
    {
        using var reader = new StreamReader(typeof(PostgreSqlRightsTests).Assembly.GetManifestResourceStream("docs/storage.md")!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private async Task RunAsync(string role, string sql) => await AskAsync(sql, role);

    [SuppressMessage("Security", "CA2100", Justification = "Statements of our own documentation.")]
    private async Task<string?> AskAsync(string sql, string role = "postgres")
    {
        var own = sql.Replace("chat_app", App, StringComparison.Ordinal)
            .Replace("SCHEMA conversations", $"SCHEMA {_hosts.Schema}", StringComparison.Ordinal)
            .Replace("conversations.schema_", $"{_hosts.Schema}.schema_", StringComparison.Ordinal);
        await using var source = NpgsqlDataSource.Create(As(role));
        await using var command = source.CreateCommand(own);
        return await command.ExecuteScalarAsync() as string;
    }
}
