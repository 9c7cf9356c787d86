using static Conversations.Sqlite.Tests.TestStores;

namespace Conversations.Sqlite.Tests;

public sealed class SqliteProcessTests
{
    [Fact]
    public async Task Processes_that_send_to_one_conversation_use_each_sequence_once()
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

    [Fact]
    public async Task Commit_during_a_disk_error_is_unknown_and_can_be_repeated_and_other_messages_can_be_read()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("conversations.db");

        var (code, said) = await SecondProcess.SendLimitedAsync(path, "a", 4_000, limit: 400);

        code.Should().Be(SecondProcess.Unknown, said);
        var (unknown, read) = (new MessageId(said.Split(' ')[0]), int.Parse(said.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture));
        unknown.Value.Should().StartWith("a-");
        read.Should().BePositive();
        await using var provider = Provide(path);
        var conversations = provider.Conversations();
        var before = await conversations.ReadAllAsync();
        before.Count.Should().BeGreaterThanOrEqualTo(read);
        before.Select(message => message.Sequence).Order().Should().Equal(Enumerable.Range(1, before.Count).Select(sequence => (long)sequence));
        var sender = int.Parse(unknown.Value.AsSpan(2), System.Globalization.CultureInfo.InvariantCulture) % 2 == 0 ? Alice : Bob;
        await conversations.SendAsync(Room, sender, "Hello", unknown);
        (await conversations.ReadAllAsync()).Count(message => message.Id == unknown).Should().Be(1);
        RawFile.Ask(path, "PRAGMA integrity_check").Should().Be("ok");
    }
}
