using Conversations.Storage;

namespace Conversations.Testing;

/// <content>Races between sends.</content>
public abstract partial class RaceSuite
{
    /// <summary>A cancelled send is stored or not. After retries, every message is stored exactly once.</summary>
    [Fact]
    [Rule(nameof(IConversationStore), 3, 5)]
    [Rule(nameof(IConversationStore.CommitAsync), 4, 5)]
    public async Task Thirty_two_writers_lose_and_duplicate_no_message_while_a_fifth_of_the_calls_is_cancelled()
    {
        const int writers = 32, conversations = 8, each = 20;
        var ids = new List<ConversationId>();
        for (var i = 0; i < conversations; i++)
            ids.Add(await CreateAsync());

        var sent = (await Race.RunAsync(writers, async writer =>
        {
            var mine = new List<Attempt>();
            for (var n = 0; n < each; n++)
                mine.Add(await AttemptAsync(ids[writer % conversations], new($"{writer}-{n}"), isCancelled: n % 5 == 0, before: n % 10 == 0));

            return mine;
        })).SelectMany(one => one).ToList();

        foreach (var id in ids)
            AssertHolds(await MessagesAsync(id), [.. sent.Where(one => one.Id == id)]);

        await Race.RunAsync(sent.Count, i => Conversations.SendAsync(sent[i].Id, Alice, sent[i].MessageId.Value, sent[i].MessageId));

        foreach (var id in ids)
        {
            var expected = sent.Where(one => one.Id == id).Select(one => one.MessageId).Order();
            Assert.Equal(expected, (await MessagesAsync(id)).Select(message => message.Id).Order());
            Assert.Equal(writers / conversations * each + 1, (await LogAsync(id)).Count);
        }
    }

    /// <summary>A message that many callers send is stored once, and all callers but one learn that it existed already.</summary>
    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 4)]
    public async Task Only_one_of_sixteen_senders_of_a_message_id_creates_the_message_and_all_get_it()
    {
        const int messages = 100, senders = 16;
        var id = await CreateAsync();

        var results = (await Race.RunAsync(senders, async _ =>
        {
            var mine = new List<SendResult>();
            for (var n = 0; n < messages; n++)
                mine.Add(await Conversations.SendAsync(id, Alice, $"text {n}", new MessageId($"m{n}")));

            return mine;
        })).SelectMany(one => one).ToLookup(result => Assert.IsType<Message>(result.Message).Id);

        Assert.Equal(messages, results.Count);
        Assert.All(results, one => Assert.Single(one, result => result.Created));
        Assert.All(results, one => Assert.Single(one.Select(result => result.Message!.Sequence).Distinct()));
        Assert.Equal(messages, (await MessagesAsync(id)).Count);
        Assert.Equal(messages + 1, (await LogAsync(id)).Count);
    }

    /// <summary>The creation times have the same order as the sequences, whichever sender is faster.</summary>
    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 6)]
    public async Task Times_follow_the_sequence_while_the_clock_goes_back_and_forth()
    {
        var id = await CreateAsync();

        await Race.RunAsync(Creators, async writer =>
        {
            for (var n = 0; n < 20; n++)
            {
                Clock.Shift(TimeSpan.FromSeconds((writer + n) % 3 - 1));
                await SendAsync(id, writer % 2 == 0 ? Alice : Bob);
            }

            return true;
        });

        var messages = await MessagesAsync(id);
        Assert.Equal(Creators * 20, messages.Count);
        Assert.Equal(messages.Select(message => message.CreatedAt).Order(), messages.Select(message => message.CreatedAt));
        Assert.Equal(messages[^1].CreatedAt, (await Conversations.FindAsync(id))!.LastActivityAt);
        Assert.All(await AllAsync(Conversations.ListParticipantsAsync(id)), participant =>
            Assert.Equal(messages.Last(message => message.SenderId == participant.UserId).Sequence, participant.ReadUpTo));
    }

    private async Task<Attempt> AttemptAsync(ConversationId id, MessageId messageId, bool isCancelled, bool before)
    {
        using var source = new CancellationTokenSource();
        if (isCancelled && before)
            await source.CancelAsync();

        var sending = Race.TryAsync(() => Conversations.SendAsync(id, Alice, messageId.Value, messageId, source.Token));
        if (isCancelled)
            await source.CancelAsync();

        var ended = await sending;
        if (!ended.Succeeded)
            Assert.IsAssignableFrom<OperationCanceledException>(ended.Error);

        Assert.Equal(ended.Succeeded, ended.Value.Created);
        Assert.True(ended.Succeeded || isCancelled, $"A call was cancelled that nobody cancelled: {ended.Error}");
        return new(id, messageId, ended.Succeeded, WasNeverSent: isCancelled && before);
    }

    private static void AssertHolds(IReadOnlyList<Message> messages, List<Attempt> sent)
    {
        var there = messages.ToDictionary(message => message.Id);
        Assert.All(sent.Where(one => one.IsAcknowledged), one => Assert.Equal(one.MessageId.Value, there[one.MessageId].Text));
        Assert.All(sent.Where(one => one.WasNeverSent), one => Assert.DoesNotContain(one.MessageId, there));
        Assert.Subset(sent.Select(one => one.MessageId).ToHashSet(), there.Keys.ToHashSet());
    }

    private sealed record Attempt(ConversationId Id, MessageId MessageId, bool IsAcknowledged, bool WasNeverSent);
}
