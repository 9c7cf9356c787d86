using Xunit;

namespace Conversations.Testing;

/// <summary>
/// Sessions of who is removed, or may only read, while they call. Set <c>CONVERSATIONS_RACE_ROUNDS</c> to race more or less often than
/// 1,000 times.
/// </summary>
/// <param name="fixture">The store to prove.</param>
public abstract class SessionRaceSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    private const int PageSize = 2;

    /// <summary>Between a removal that was acknowledged and the next adding, nothing is read.</summary>
    [Fact]
    public async Task No_read_gives_anything_while_its_reader_is_removed()
    {
        var (id, message) = await CreateWithMessagesAsync();
        await AssertUnreadableAsync(id, async (session, page) =>
        {
            var found = await session.FindAsync(id) is not null
                | await session.FindMessageAsync(id, message) is not null
                | await session.FindOwnParticipantAsync(id) is not null
                | await session.FindParticipantAsync(id, Alice) is not null
                | await session.FindReadStateAsync(id) is not null
                | await session.FindEveryoneReadUpToAsync(id) is not null;
            return (found, page);
        });
    }

    /// <summary>A page asked for with a cursor from before a removal is refused, not given.</summary>
    [Fact]
    public async Task No_page_of_messages_is_given_while_its_reader_is_removed()
    {
        var (id, _) = await CreateWithMessagesAsync();
        await AssertUnreadableAsync(id, (session, cursor) => PageAsync(session.ListMessagesAsync(id), cursor));
    }

    /// <summary>Who was asked for before a removal and read after it, must not have let through what was written in between.</summary>
    [Fact]
    public async Task No_message_sent_after_a_removal_is_read_before_the_next_adding()
    {
        var (id, _) = await CreateWithMessagesAsync();
        var session = Conversations.As(Bob);
        var (phase, reads, isOver) = (0, 0, false);
        void End() => Volatile.Write(ref isOver, true);

        async Task LetReadAsync()
        {
            for (var until = Volatile.Read(ref reads) + 2; Volatile.Read(ref reads) < until && !Volatile.Read(ref isOver);)
                await Task.Yield();
        }

        async Task<int> RemoveAndAddAsync()
        {
            for (var round = 0; round < RaceRounds && !Volatile.Read(ref isOver); round++)
            {
                Assert.True(await Conversations.RemoveParticipantAsync(id, Bob));
                await SendAsync(id, Alice, $"{Interlocked.Increment(ref phase)}");
                await LetReadAsync();
                Interlocked.Increment(ref phase);
                await Conversations.SetParticipantAsync(id, Bob);
                await LetReadAsync();
            }

            return 0;
        }

        async Task<int> ReadAsync()
        {
            while (!Volatile.Read(ref isOver))
            {
                var page = await Race.TryAsync(() => session.ListMessagesAsync(id).PageAsync(PageSize));
                var sentNow = $"{Volatile.Read(ref phase)}";
                Assert.DoesNotContain(page.Value?.Items ?? [], message => message.Text == sentNow);
                Interlocked.Increment(ref reads);
                await Task.Yield();
            }

            return 0;
        }

        await Race.RunAsync<int>(() => EndAsync(RemoveAndAddAsync, End), () => EndAsync(ReadAsync, End), () => EndAsync(ReadAsync, End));
    }

    /// <summary>Who takes part is not told to who does not.</summary>
    [Fact]
    public async Task No_page_of_participants_is_given_while_its_reader_is_removed()
    {
        var (id, _) = await CreateWithMessagesAsync();
        await Conversations.SetParticipantAsync(id, NewUserId());
        await Conversations.SetParticipantAsync(id, NewUserId());
        await AssertUnreadableAsync(id, (session, cursor) => PageAsync(session.ListParticipantsAsync(id), cursor));
    }

    /// <summary>Who reacted is not told to who does not take part.</summary>
    [Fact]
    public async Task No_page_of_reactions_is_given_while_its_reader_is_removed()
    {
        var (id, message) = await CreateWithMessagesAsync();
        foreach (var emoji in (string[])["👍", "👎", ":a:"])
            await Conversations.AddReactionAsync(id, message, Alice, emoji);

        await AssertUnreadableAsync(id, (session, cursor) => PageAsync(session.ListReactionsAsync(id, message), cursor));
    }

    /// <summary>An inbox never shows what its user was removed from.</summary>
    [Fact]
    public async Task No_page_of_the_inbox_holds_the_conversation_while_its_reader_is_removed()
    {
        var (id, _) = await CreateWithMessagesAsync();
        await SendAsync(await CreateAsync(), Bob);
        await AssertUnreadableAsync(id, async (session, _) =>
        {
            var entries = (await session.ListInboxAsync(new() { IncludeEmpty = true }).PageAsync()).Items;
            return (entries.Any(entry => entry.Conversation.Id == id), null);
        });
    }

    /// <summary>Once a removal is committed, nothing of who was removed is.</summary>
    [Fact]
    public Task Nothing_of_a_user_is_written_after_their_removal() => RaceAgainstWritesAsync(
        id => Conversations.RemoveParticipantAsync(id, Bob), change => change is ParticipantRemoved, _ => true, typeof(ConversationNotFoundException));

    /// <summary>Once a move to read is committed, nothing is edited or deleted by who may only read; reactions are.</summary>
    [Fact]
    public Task Nothing_is_edited_or_deleted_by_a_user_after_they_may_only_read() => RaceAgainstWritesAsync(
        id => Conversations.SetParticipantAsync(id, Bob, new() { Access = ParticipantAccess.Read }),
        change => change is ParticipantUpdated,
        change => change is MessageEdited or MessageDeleted or MessageSent,
        typeof(ConversationAccessException));

    /// <summary>Reads in a loop while the app removes the reader and adds them again.</summary>
    private async Task AssertUnreadableAsync(ConversationId id, Func<UserSession, string?, Task<(bool Found, string? Next)>> read)
    {
        // Even = may take part, odd = the removal was acknowledged and the adding has not begun.
        var (phase, isOver) = (0, false);
        var session = Conversations.As(Bob);

        async Task<int> RemoveAndAddAsync()
        {
            for (var round = 0; round < RaceRounds; round++)
            {
                Assert.True(await Conversations.RemoveParticipantAsync(id, Bob));
                Interlocked.Increment(ref phase);
                await Task.Yield();
                var (found, _) = await TryReadAsync(session, null, read);
                Assert.False(found, "Who was removed read something.");
                Interlocked.Increment(ref phase);
                await Conversations.SetParticipantAsync(id, Bob);
                await Task.Yield();
            }

            return 0;
        }

        async Task<int> ReadAsync()
        {
            for (string? cursor = null; !Volatile.Read(ref isOver);)
            {
                var before = Volatile.Read(ref phase);
                var (found, next) = await TryReadAsync(session, cursor, read);
                var isRemoved = before % 2 == 1 && before == Volatile.Read(ref phase);
                Assert.False(found && isRemoved, "Who was removed read something.");
                cursor = found ? next : cursor;
                await Task.Yield();
            }

            return 0;
        }

        await Race.RunAsync<int>(() => EndAsync(RemoveAndAddAsync, () => Volatile.Write(ref isOver, true)), ReadAsync, ReadAsync);

        var (canRead, _) = await TryReadAsync(session, null, read);
        Assert.True(canRead, "Who takes part again reads nothing.");
    }

    /// <summary>Ends the others also where this one fails.</summary>
    private static async Task<int> EndAsync(Func<Task<int>> run, Action end)
    {
        try
        {
            return await run();
        }
        finally
        {
            end();
        }
    }

    private static async Task<(bool Found, string? Next)> TryReadAsync(
        UserSession session, string? cursor, Func<UserSession, string?, Task<(bool Found, string? Next)>> read)
    {
        try
        {
            return await read(session, cursor);
        }
        catch (ConversationNotFoundException)
        {
            return (false, cursor);
        }
    }

    private static async Task<(bool Found, string? Next)> PageAsync<T>(Paged<T> list, string? cursor)
    {
        var page = await list.PageAsync(PageSize, cursor);
        return (true, page.Next);
    }

    private async Task<(ConversationId Id, MessageId Message)> CreateWithMessagesAsync()
    {
        var id = await CreateAsync();
        var message = (await SendAsync(id, Bob)).Id;
        await SendAsync(id, Alice);
        await SendAsync(id, Alice);
        return (id, message);
    }

    private async Task RaceAgainstWritesAsync(
        Func<ConversationId, Task> silence, Predicate<Change> isSilenced, Predicate<Change> isBarred, Type refusal)
    {
        var session = Conversations.As(Bob);
        for (var round = 0; round < RaceRounds; round++)
        {
            var id = await CreateAsync();
            var (edited, deleted, theirs) = ((await SendAsync(id, Bob)).Id, (await SendAsync(id, Bob)).Id, (await SendAsync(id, Alice)).Id);
            Func<Task<Try<bool>>>[] writes =
            [
                () => Race.TryAsync(async () => (await session.EditMessageAsync(id, edited, new() { Text = "edited" })).Revision > 0),
                () => Race.TryAsync(async () =>
                {
                    await session.DeleteMessageAsync(id, deleted);
                    return true;
                }),
                () => Race.TryAsync(() => session.AddReactionAsync(id, theirs, "👍")),
            ];

            var done = await Race.RunAsync<Try<bool>>([.. writes, async () =>
            {
                await silence(id);
                return await Race.TryAsync(async () => (await session.EditMessageAsync(id, edited, new() { Text = "late" })).Revision > 0);
            }]);

            var log = (await Store.ListChangesAsync(id, 0, 100)).Changes;
            var silenced = log.Single(change => isSilenced(change)).Version;
            Assert.DoesNotContain(log, change => change.Actor == Bob && change.Version > silenced && isBarred(change));
            Assert.IsType(refusal, done[^1].Error);
            Assert.All(done.Where(one => !one.Succeeded), one => Assert.IsType(refusal, one.Error));
        }
    }
}
