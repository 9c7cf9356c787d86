using static Conversations.Sqlite.Tests.TestStores;

namespace Conversations.Sqlite.Tests;

public sealed class SqliteTelemetryTests
{
    [Fact]
    public async Task Sends_that_wait_at_the_same_time_are_recorded_as_one_batch()
    {
        using var folder = new TemporaryFolder();
        await using var provider = Provide(folder.File("conversations.db"));
        var conversations = provider.Conversations();
        await conversations.CreateRoomAsync();
        await using var gate = await WriterGate.CloseAsync(provider.Store());

        var sends = Enumerable.Range(0, 37).Select(_ => conversations.SendAsync(Room, Alice, "Hello")).ToList();
        gate.Open();
        await Task.WhenAll(sends);

        gate.Batches.Should().Equal(37);
        (await conversations.ReadAllAsync()).Should().HaveCount(37);
    }
}
