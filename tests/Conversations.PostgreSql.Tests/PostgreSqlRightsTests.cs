using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Conversations.PostgreSql.Tests;

/// <summary>The rights that docs/storage.md grants are enough, and each is needed.</summary>
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

    public async Task InitializeAsync()
    {
        await RunAsync("postgres", $"CREATE ROLE {Owner} LOGIN; CREATE ROLE {App} LOGIN; GRANT CREATE ON DATABASE postgres TO {Owner}");
        await _hosts.Start(As(Owner)).CreateIfNotExistsAsync(_room, new() { Participants = [new(_alice), new(_bob)] });
    }

    public async Task DisposeAsync()
    {
        await _hosts.DisposeAsync();
        foreach (var role in new[] { App, Owner })
            await RunAsync("postgres", $"DROP OWNED BY {role}; DROP ROLE {role}");
    }

    [Fact]
    public async Task Role_with_the_rights_that_are_documented_may_do_all()
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
    public async Task Role_that_lacks_one_of_them_is_told_so_and_nothing_is_written(string missing)
    {
        await RunAsync(Owner, string.Join('\n', Statements.Where(line => line != missing)));

        await Start().Awaiting(it => it.SendAsync(_room, _alice, "Hello")).Should().ThrowAsync<StorageException>().WithMessage("The role lacks a right*");

        (await _hosts.Start(As(Owner)).FindAsync(_room))!.MessageCount.Should().Be(0);
    }

    [Fact]
    public async Task Role_may_not_write_the_version_of_the_schema()
    {
        await RunAsync(Owner, string.Join('\n', Statements));

        await this.Awaiting(it => it.RunAsync(App, "DELETE FROM conversations.schema_version")).Should().ThrowAsync<PostgresException>();
    }

    private static string As(string role) => new NpgsqlConnectionStringBuilder(Server.ConnectionString) { Username = role }.ConnectionString;

    private IConversations Start() => _hosts.Start(As(App), options => options.Migrates = false);

    private static string Document()
    {
        using var reader = new StreamReader(typeof(PostgreSqlRightsTests).Assembly.GetManifestResourceStream("docs/storage.md")!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    [SuppressMessage("Security", "CA2100", Justification = "Statements of our own documentation.")]
    private async Task RunAsync(string role, string sql)
    {
        var own = sql.Replace("chat_app", App, StringComparison.Ordinal)
            .Replace("SCHEMA conversations", $"SCHEMA {_hosts.Schema}", StringComparison.Ordinal)
            .Replace("conversations.schema_version", $"{_hosts.Schema}.schema_version", StringComparison.Ordinal);
        await using var source = NpgsqlDataSource.Create(As(role));
        await using var command = source.CreateCommand(own);
        await command.ExecuteNonQueryAsync();
    }
}
