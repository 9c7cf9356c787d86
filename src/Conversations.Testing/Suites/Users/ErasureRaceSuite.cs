using Conversations.Decisions;
using Conversations.Storage;

namespace Conversations.Testing;

/// <summary>
/// Tests erasing a user while the user, other users and a second erasure write. Each race has a tenth of the rounds that the
/// environment variable <c>CONVERSATIONS_RACE_ROUNDS</c> or the fixture sets, but not fewer than 15 unless that number is smaller.
/// </summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract partial class ErasureRaceSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    private const string Secret = "meet me at the rabbit hole";

    // An erasure may scan all conversations, so a race takes four times as long with twice as many rounds. Each round deletes its conversation.
    private int Rounds => Math.Max(Math.Min(15, RaceRounds), RaceRounds / 10);

    /// <summary>
    /// Everything that the user wrote before their membership ended is erased, and after that the user cannot write.
    /// </summary>
    [Fact]
    [Rule(nameof(IPersonalDataStore.ListTracesAsync), 1)]
    [Rule(nameof(IPersonalDataStore.ReplaceUserAsync), 1)]
    public async Task Nothing_that_a_user_writes_during_their_erasure_remains()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (user, id) = await BeginAsync();
            var session = Conversations.As(user);
            var (mine, theirs) = ((await SendAsync(id, user, Secret)).Id, (await SendAsync(id, Bob, Mention(user))).Id);

            var ended = await Race.RunAsync<Try<bool>>(
                () => TryAsync(() => Conversations.EraseUserAsync(user)),
                () => TryAsync(() => Conversations.EraseUserAsync(user)),
                () => TryAsync(() => session.SendAsync(id, Secret)),
                () => TryAsync(() => session.SendAsync(id, Mention(user))),
                () => TryAsync(() => session.EditMessageAsync(id, mine, new() { Text = $"{Secret}!" })),
                () => TryAsync(() => session.AddReactionAsync(id, theirs, "👍")));

            Assert.All(ended[..2], one => Assert.Null(one.Error));
            Assert.All(ended.Where(one => !one.Succeeded), one => Assert.IsType<ConversationNotFoundException>(one.Error));
            await Assert.ThrowsAsync<ConversationNotFoundException>(() => session.SendAsync(id, Secret));
            await Assert.ThrowsAsync<ConversationAccessException>(() => Conversations.SendAsync(id, user, Secret));
            await AssertGoneAsync(user, id);
            await Conversations.DeleteAsync(id);
        }
    }

    /// <summary>A mention that others write during the erasure may stay, but the next erasure of the user removes it.</summary>
    [Fact]
    [Rule(nameof(IPersonalDataStore.RewriteMessagesAsync), 1)]
    [Rule(nameof(IPersonalDataStore.ListTracesAsync), 1)]
    public async Task Earlier_mentions_are_erased_and_mentions_made_during_the_erasure_are_erased_by_the_next_one()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (user, id) = await BeginAsync();
            var (before, edited) = ((await SendAsync(id, Bob, Mention(user))).Id, (await SendAsync(id, Bob)).Id);

            var ended = await Race.RunAsync<Try<bool>>(
                () => TryAsync(() => Conversations.EraseUserAsync(user)),
                () => TryAsync(() => Conversations.EraseUserAsync(user)),
                () => TryAsync(() => Conversations.SendAsync(id, Bob, Mention(user))),
                () => TryAsync(() => Conversations.EditMessageAsync(id, edited, new() { Text = Mention(user) })),
                () => TryAsync(() => Conversations.UpdateAsync(id, new() { WelcomeMessages = [Mention(user)] })));

            Assert.All(ended, one => Assert.Null(one.Error));
            Assert.StartsWith("Ask <!!mention:erased-", (await GetMessageAsync(id, before)).Text, StringComparison.Ordinal);
            Assert.DoesNotContain(user.Value, (await GetAsync(id)).Subject, StringComparison.Ordinal);

            await Conversations.EraseUserAsync(user);

            await AssertGoneAsync(user, id);
            Assert.Equal(3, (await GetAsync(id)).MessageCount);
            await Conversations.DeleteAsync(id);
        }
    }

    /// <summary>An erasure that begins while another one ends continues that one, or begins anew. It always has an id for the erased user.</summary>
    [Fact]
    [Rule(nameof(IPersonalDataStore.BeginErasureAsync), 1)]
    public async Task Erasure_that_begins_while_another_one_ends_has_its_record()
    {
        var user = NewUserId("erased");
        for (var round = 0; round < RaceRounds; round++)
        {
            var (first, second) = (new Erasure(user, NewUserId("first"), keepsText: false), new Erasure(user, NewUserId("second"), keepsText: true));
            await Store.BeginErasureAsync(first);

            var ended = await Race.RunAsync<Erasure?>(
                () => Store.BeginErasureAsync(second)!,
                async () =>
                {
                    await Store.EndErasureAsync(user);
                    return null;
                });

            Assert.Contains(ended[0]?.ErasedId, new UserId?[] { first.ErasedId, second.ErasedId });
            await Store.EndErasureAsync(user);
        }
    }

    /// <summary>
    /// The erasure removes mentions from the settings as they are when it writes, not as they were when it read them.
    /// </summary>
    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task Erasure_does_not_undo_settings_that_others_change_during_it()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (user, id) = await BeginAsync();

            await Race.RunAsync<Try<bool>>(
                () => TryAsync(() => Conversations.EraseUserAsync(user)),
                () => TryAsync(() => Conversations.EraseUserAsync(user)),
                () => TryAsync(() => Conversations.UpdateAsync(id, new() { Subject = "new", WelcomeMessages = ["new"] })));

            var after = await GetAsync(id);
            Assert.Equal(("new", "new"), (after.Subject, Assert.Single(after.WelcomeMessages)));
            await AssertGoneAsync(user, id);
            await Conversations.DeleteAsync(id);
        }
    }

    /// <summary>Creates a conversation with Bob and the user to erase. Its subject mentions that user.</summary>
    private async Task<(UserId User, ConversationId Id)> BeginAsync()
    {
        var user = NewUserId("erased");
        var id = await CreateAsync(user, Bob);
        await Conversations.UpdateAsync(id, new() { Subject = Mention(user) });
        return (user, id);
    }

    private static string Mention(UserId user) => $"Ask <!!mention:{user.Value}|Alice of Wonderland>";

    private async Task AssertGoneAsync(UserId user, ConversationId id)
    {
        var held = await new Held(Conversations, Store).ReadAsync([id], user, Bob, Carol);
        Assert.DoesNotContain(user.Value, held, StringComparison.Ordinal);
        Assert.DoesNotContain("Wonderland", held, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, held, StringComparison.Ordinal);
    }

    private static Task<Try<bool>> TryAsync(Func<Task> call) => Race.TryAsync(async () =>
    {
        await call();
        return true;
    });
}
