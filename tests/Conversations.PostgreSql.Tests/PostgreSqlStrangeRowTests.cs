using Conversations.PostgreSql.Tests.Watching;
using static Conversations.PostgreSql.Tests.Watching.World;

namespace Conversations.PostgreSql.Tests;

public sealed class PostgreSqlStrangeRowTests
{
    [Theory]
    [InlineData("UPDATE conversations SET custom = '{'")]
    [InlineData("UPDATE conversations SET welcome_messages = 'none'")]
    [InlineData("UPDATE messages SET custom = '[1]'")]
    public async Task Row_that_the_library_never_wrote_is_reported_as_damage(string sql)
    {
        await using var world = await World.CreateAsync();
        await world.RunAsync(sql);

        Func<Task> read = async () =>
        {
            await world.Conversations.FindAsync(Room);
            await world.Conversations.ListMessagesAsync(Room).PageAsync(5);
        };

        await read.Should().ThrowAsync<StorageException>().WithMessage("*never wrote*");
    }

    [Fact]
    public async Task Log_line_whose_message_is_gone_is_reported_as_damage()
    {
        await using var world = await World.CreateAsync();
        await world.Conversations.EditMessageAsync(Room, new MessageId("m-3"), new() { Text = "Edited" });
        await world.RunAsync("DELETE FROM messages WHERE message_id = 'm-3'");

        var list = () => world.Store.ListChangesAsync(Room, 0, 50);

        await list.Should().ThrowAsync<StorageException>().WithMessage("*never wrote*");
    }
}
