using Conversations.Storage;
using Xunit;

namespace Conversations.Testing;

/// <summary>
/// Tests pages of an inbox that changes while it is read: a conversation that stays where it is must be neither missing nor repeated, and a page
/// is in the order of its own entries.
/// </summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract partial class InboxMomentSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    private readonly List<Task> _inside = [];
    private bool _isLocked;

    [Theory]
    [Rule(nameof(IInboxStore.ListInboxAsync), 1)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    public async Task A_page_is_in_the_order_of_its_entries_if_conversations_move_while_it_is_read(int size)
    {
        var ids = await FillAsync(6);
        var moves = new Queue<ConversationId>([ids[0], ids[5], ids[3]]);

        // Half of the entries are rejected, so that the store reads in several rounds.
        var slice = await ListAsync(size, entry =>
        {
            if (moves.TryDequeue(out var id))
                Inside(() => SendAsync(id, Bob));

            return entry.Conversation.Id != ids[5] && entry.Conversation.Id != ids[3];
        });

        var places = slice.Entries.Select(entry => entry.Place).ToList();
        Assert.Equal(places.Order(), places);
        Assert.Equal(places.Count, places.Distinct().Count());
        Assert.Contains(ids[4], await RestAsync(slice));
    }

    [Theory]
    [Rule(nameof(IInboxStore.ListInboxAsync), 3)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    public async Task A_conversation_that_stays_is_listed_if_others_leave_while_the_page_is_read(int size)
    {
        var ids = await FillAsync(4);

        // The user leaves all conversations but the last one as soon as the store reads the first entry.
        var left = false;
        var slice = await ListAsync(size, entry =>
        {
            if (!left)
            {
                left = true;
                foreach (var id in ids.Skip(1))
                    Inside(() => Conversations.RemoveParticipantAsync(id, Alice));
            }

            return entry.Conversation.Id != ids[3];
        });

        Assert.Contains(ids[0], await RestAsync(slice));
    }

    [Fact]
    [Rule(nameof(IInboxStore.ListInboxAsync), 3)]
    public async Task A_first_page_never_misses_a_conversation_that_stays()
    {
        var stays = await CreateAsync();
        await SendAsync(stays, Bob);
        var comesAndGoes = await CreateAsync();
        Clock.Advance(TimeSpan.FromSeconds(1));
        await SendAsync(comesAndGoes, Bob);
        using var ended = new CancellationTokenSource();
        var writer = Task.Run(async () =>
        {
            while (!ended.IsCancellationRequested)
            {
                await Conversations.RemoveParticipantAsync(comesAndGoes, Alice);
                await Conversations.SetParticipantAsync(comesAndGoes, Alice);
            }
        });

        // In each round, a page of one entry must lead to the conversation, and a page of two must contain it.
        var missed = 0;
        for (var round = 0; round < RaceRounds * 20; round++)
        {
            var one = await ListAsync(1, filter: null);
            var two = await ListAsync(2, filter: null);
            if (one.Next is null && one.Entries.All(listed => listed.Conversation.Id != stays))
                missed++;
            if (two.Entries.All(listed => listed.Conversation.Id != stays))
                missed++;
        }

        await ended.CancelAsync();
        await writer;
        Assert.Equal(0, missed);
    }

    /// <summary>
    /// Runs a call from inside a filter, which is not asynchronous, on another thread. A store may lock what it reads while it calls the
    /// filter; then the call ends after the read, so the filter waits for it only once, and only a short time.
    /// </summary>
    private void Inside(Func<Task> call)
    {
        var running = Task.Run(call);
        _inside.Add(running);
        if (!_isLocked)
            _isLocked = Task.WhenAny(running, Task.Delay(TimeSpan.FromSeconds(2))).GetAwaiter().GetResult() != running;
    }

    private async Task<List<ConversationId>> FillAsync(int count)
    {
        var ids = new List<ConversationId>();
        for (var i = 0; i < count; i++)
        {
            ids.Add(await CreateAsync());
            Clock.Advance(TimeSpan.FromSeconds(10));
            await SendAsync(ids[i], Bob);
        }

        Clock.Advance(TimeSpan.FromSeconds(10));
        return ids;
    }

    private async Task<InboxSlice> ListAsync(int size, Func<StoredInboxEntry, bool>? filter, InboxPlace? after = null)
    {
        var slice = await Store.ListInboxAsync(new() { UserId = Alice, Limit = size, Filter = filter, After = after });
        await Task.WhenAll(_inside);
        _inside.Clear();
        return slice;
    }

    /// <summary>Returns the conversations of a page and of all that follow it.</summary>
    private async Task<List<ConversationId>> RestAsync(InboxSlice slice)
    {
        var ids = slice.Entries.Select(entry => entry.Conversation.Id).ToList();
        while (slice.Next is { } next)
        {
            slice = await ListAsync(2, filter: null, next);
            ids.AddRange(slice.Entries.Select(entry => entry.Conversation.Id));
        }

        return ids;
    }
}
