using Conversations.Storage;

namespace Conversations.Testing;

/// <summary>
/// Tests sessions of a user who is removed, or loses write access, during their calls. The environment variable
/// <c>CONVERSATIONS_RACE_ROUNDS</c> sets the number of rounds of a race.
/// </summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract class SessionRaceSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    private const int PageSize = 2;

    /// <summary>After a removal is acknowledged, the user reads nothing until they are added again.</summary>
    [Fact]
    [Rule(nameof(IConversationStore), 4)]
    public async Task No_read_returns_anything_to_a_removed_user()
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

    /// <summary>A page with a cursor from before the removal is refused.</summary>
    [Fact]
    [Rule(nameof(IConversationStore), 4)]
    public async Task No_page_of_messages_is_returned_to_a_removed_user()
    {
        var (id, _) = await CreateWithMessagesAsync();
        await AssertUnreadableAsync(id, (session, cursor) => PageAsync(session.ListMessagesAsync(id), cursor));
    }

    /// <summary>
    /// A store that checks the viewer before a removal and reads messages after it would return a message that was sent in
    /// between.
    /// </summary>
    [Fact]
    [Rule(nameof(IConversationStore), 4)]
    public async Task A_removed_user_reads_no_message_sent_after_the_removal_until_they_are_added_again()
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

    /// <summary>A user who does not take part does not learn the participants.</summary>
    [Fact]
    [Rule(nameof(IConversationStore), 4)]
    [Rule(nameof(IConversationStore.ListParticipantsAsync), 1)]
    public async Task No_page_of_participants_is_returned_to_a_removed_user()
    {
        var (id, _) = await CreateWithMessagesAsync();
        await Conversations.SetParticipantAsync(id, NewUserId());
        await Conversations.SetParticipantAsync(id, NewUserId());
        await AssertUnreadableAsync(id, (session, cursor) => PageAsync(session.ListParticipantsAsync(id), cursor));
    }

    /// <summary>A user who does not take part does not learn who reacted.</summary>
    [Fact]
    [Rule(nameof(IConversationStore), 4)]
    [Rule(nameof(IConversationStore.ListReactorsAsync), 1)]
    public async Task No_page_of_reactions_is_returned_to_a_removed_user()
    {
        var (id, message) = await CreateWithMessagesAsync();
        foreach (var emoji in (string[])["👍", "👎", ":a:"])
            await Conversations.AddReactionAsync(id, message, Alice, emoji);

        await AssertUnreadableAsync(id, (session, cursor) => PageAsync(session.ListReactionsAsync(id, message), cursor));
    }

    /// <summary>An inbox never shows a conversation from which its user was removed.</summary>
    [Fact]
    [Rule(nameof(IConversationStore), 4)]
    [Rule(nameof(IInboxStore.ListInboxAsync), 6)]
    public async Task No_page_of_the_inbox_contains_the_conversation_for_a_removed_user()
    {
        var (id, _) = await CreateWithMessagesAsync();
        await SendAsync(await CreateAsync(), Bob);
        await AssertUnreadableAsync(id, async (session, _) =>
        {
            var entries = (await session.ListInboxAsync(new() { IncludeEmpty = true }).PageAsync()).Items;
            return (entries.Any(entry => entry.Conversation.Id == id), null);
        });
    }

    /// <summary>After a removal is committed, no write of the removed user is committed.</summary>
    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public Task A_user_writes_nothing_after_their_removal() => RaceAgainstWritesAsync(
        id => Conversations.RemoveParticipantAsync(id, Bob), change => change is ParticipantRemoved, _ => true, typeof(ConversationNotFoundException));

    /// <summary>
    /// After the access is reduced to read, the user can no longer edit or delete messages. Reactions are still allowed.
    /// </summary>
    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public Task A_user_edits_and_deletes_nothing_after_they_lose_write_access() => RaceAgainstWritesAsync(
        id => Conversations.SetParticipantAsync(id, Bob, new() { Access = ParticipantAccess.Read }),
        change => change is ParticipantUpdated,
        change => change is MessageEdited or MessageDeleted or MessageSent,
        typeof(ConversationAccessException));

    /// <summary>Reads in a loop while the app repeatedly removes the reader and adds them again.</summary>
    private async Task AssertUnreadableAsync(ConversationId id, Func<UserSession, string?, Task<(bool Found, string? Next)>> read)
    {
        // An even phase means that the user may take part. In an odd phase the removal is acknowledged and the next adding has not begun.
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
                Assert.False(found, "A removed user read something.");
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
                Assert.False(found && isRemoved, "A removed user read something.");
                cursor = found ? next : cursor;
                await Task.Yield();
            }

            return 0;
        }

        await Race.RunAsync<int>(() => EndAsync(RemoveAndAddAsync, () => Volatile.Write(ref isOver, true)), ReadAsync, ReadAsync);

        var (canRead, _) = await TryReadAsync(session, null, read);
        Assert.True(canRead, "A user who was added again cannot read.");
    }

    /// <summary>Runs a racer and stops the others when it ends, even if it fails.</summary>
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
