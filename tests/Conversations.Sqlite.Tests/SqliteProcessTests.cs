using static Conversations.Sqlite.Tests.TestStores;

namespace Conversations.Sqlite.Tests;

public sealed class SqliteProcessTests
{
    [Fact]
    public async Task Processes_that_send_to_one_conversation_give_each_sequence_once()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("conversations.db");
        await using var provider = Provide(path);

        await Task.WhenAll(
            SecondProcess.SendAsync(path, "b", 200),
            SecondProcess.SendAsync(path, "c", 200),
            SecondProcess.SendAllAsync(provider.Conversations(), "a", 200));

        var messages = await provider.Conversations().ReadAllAsync();
        messages.Select(message => message.Sequence).Order().Should().Equal(Enumerable.Range(1, 600).Select(sequence => (long)sequence));
        messages.Select(message => message.Id).Distinct().Should().HaveCount(600);
        var conversation = (await provider.Conversations().FindAsync(Room))!;
        (conversation.MessageCount, conversation.LastSequence, conversation.Version).Should().Be((600, 600, 601));
        foreach (var prefix in new[] { "a", "b", "c" })
        {
            var own = messages.Where(message => message.Id.Value.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(message => message.Sequence)
                .Select(message => int.Parse(message.Id.Value.AsSpan(2), System.Globalization.CultureInfo.InvariantCulture)).GroupBy(number => number % 4);
            own.Should().OnlyContain(part => part.SequenceEqual(part.Order()), "each sender's messages keep their order");
        }
    }
}
