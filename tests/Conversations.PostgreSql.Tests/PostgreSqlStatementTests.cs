namespace Conversations.PostgreSql.Tests;

[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "xunit calls DisposeAsync.")]
public sealed class PostgreSqlStatementTests : IAsyncLifetime
{
    private readonly Hosts _hosts = new();
    private readonly ConversationId _room = new("room");
    private readonly UserId _alice = new("alice");
    private IConversations _conversations = null!;

    public async Task InitializeAsync()
    {
        _conversations = _hosts.Start();
        await _conversations.CreateIfNotExistsAsync(_room, new() { Participants = [new(_alice), new(new UserId("bob"))] });
        for (var i = 0; i < 60; i++)
            await _conversations.SendAsync(_room, _alice, $"message {i}");
    }

    public async Task DisposeAsync() => await _hosts.DisposeAsync();

    [Fact]
    public async Task Send_costs_one() => (await CountAsync(() => _conversations.SendAsync(_room, _alice, "hello"))).Should().Be(1);

    [Fact]
    public async Task Page_of_messages_costs_one() => (await CountAsync(() => _conversations.ListMessagesAsync(_room).PageAsync(50))).Should().Be(1);

    [Fact]
    public async Task Marking_as_read_costs_one() => (await CountAsync(() => _conversations.As(_alice).MarkAsReadAsync(_room))).Should().Be(1);

    [Fact]
    public async Task Finding_a_conversation_costs_one() => (await CountAsync(() => _conversations.FindAsync(_room))).Should().Be(1);

    [Fact]
    public async Task Page_of_an_inbox_costs_three_with_its_users() =>
        (await CountAsync(() => _conversations.As(_alice).ListInboxAsync().PageAsync())).Should().Be(3);

    private async Task<long> CountAsync(Func<Task> call)
    {
        var before = _hosts.Store().Statements;
        await call();
        return _hosts.Store().Statements - before;
    }
}
