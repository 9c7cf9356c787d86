using Xunit;

namespace Conversations.Testing;

/// <summary>
/// Erasing a user while they, others and a second erasure are at work. Set <c>CONVERSATIONS_RACE_ROUNDS</c> to race more or less often than
/// 250 times, which is for 1,000.
/// </summary>
/// <param name="fixture">The store to prove.</param>
public abstract partial class ErasureRaceSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    private const string Secret = "meet me at the rabbit hole";

    // An erasure may scan all conversations, and each round leaves one more.
    private int Rounds => Math.Max(1, RaceRounds / 4);

    /// <summary>What the user did before they were out is gone, and after that they can do nothing.</summary>
    [Fact]
    public async Task Nothing_that_a_user_does_while_they_are_erased_remains()
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
        }
    }

    /// <summary>What others say of the user at the same time may stay, but no longer than until the user is erased again.</summary>
    [Fact]
    public async Task Mentions_from_before_are_gone_and_those_made_meanwhile_go_with_the_next_erasure()
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
        }
    }

    /// <summary>Erasing takes mentions out of what the settings are when it writes, not out of what they were when it read.</summary>
    [Fact]
    public async Task Settings_that_others_make_meanwhile_are_not_put_back()
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
        }
    }

    /// <summary>Makes a conversation with Bob whose subject mentions the user who is to be erased.</summary>
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
