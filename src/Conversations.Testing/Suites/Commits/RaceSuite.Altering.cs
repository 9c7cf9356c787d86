using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Testing;

/// <content>Races between changes of the same item.</content>
public abstract partial class RaceSuite
{
    /// <summary>A deleted text does not come back, even if edits run at the same time.</summary>
    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3, 10)]
    public async Task A_deleted_text_never_comes_back_when_an_edit_races_the_delete()
    {
        for (var round = 0; round < RaceRounds; round++)
        {
            var id = await CreateAsync();
            var message = await SendAsync(id, Alice);
            Func<int, Task<Try<int>>> edit = i => Race.TryAsync(async () =>
                (await Conversations.EditMessageAsync(id, message.Id, new() { Text = $"edit {i}" })).Revision);

            var ended = await Race.RunAsync<Try<int>>(
                () => edit(1),
                () => edit(2),
                async () =>
                {
                    await Conversations.DeleteMessageAsync(id, message.Id);
                    return await edit(3);
                });

            Assert.All(ended.Where(one => !one.Succeeded), one => Assert.IsType<MessageNotFoundException>(one.Error));
            Assert.False(ended[2].Succeeded);
            Assert.Null(await Conversations.FindMessageAsync(id, message.Id));
            Assert.Equal(new SendResult(null, Created: false), await Conversations.SendAsync(id, Alice, "hello", message.Id));
            Assert.Empty(await AllAsync(Conversations.ListMessagesAsync(id)));
            var about = (await LogAsync(id)).OfType<MessageChange>().ToList();
            Assert.IsType<MessageDeleted>(about[^1]);
            Assert.Equal(Enumerable.Range(1, about.Count - 2), about.OfType<MessageEdited>().Select(edited => edited.Revision));
            Assert.InRange(about.Count - 2, ended.Count(one => one.Succeeded), 2);
        }
    }

    /// <summary>If many updates expect the same settings version, exactly one succeeds.</summary>
    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task Only_one_of_fifty_updates_that_expect_the_same_version_succeeds()
    {
        var id = await CreateAsync();
        for (var round = 0; round < Few; round++)
        {
            var before = (await Conversations.FindAsync(id))!;

            var ended = await Race.RunAsync(50, i => Race.TryAsync(() =>
                HostOf(i).UpdateAsync(id, new() { Subject = $"{round}: {i}" }, before.SettingsVersion)));

            var after = (await Conversations.FindAsync(id))!;
            var winner = Array.FindIndex(ended, one => one.Succeeded);
            Assert.Single(ended, one => one.Succeeded);
            Assert.All(ended.Where(one => !one.Succeeded), one =>
            {
                var conflict = Assert.IsType<ConversationConflictException>(one.Error);
                Assert.Equal((before.SettingsVersion, before.SettingsVersion + 1), (conflict.Expected, conflict.Actual));
            });
            Assert.Equal($"{round}: {winner}", after.Subject);
            Assert.Equal((before.SettingsVersion + 1, before.Version + 1), (after.SettingsVersion, after.Version));
        }
    }

    /// <summary>Updates without an expected version are all stored.</summary>
    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3, 5)]
    public async Task Fifty_updates_without_an_expected_version_are_all_stored()
    {
        for (var round = 0; round < Few; round++)
        {
            var id = await CreateAsync();

            await Race.RunAsync(50, i => HostOf(i).UpdateAsync(id, new() { Custom = new() { [$"key{i}"] = $"{i}" } }));

            var after = (await Conversations.FindAsync(id))!;
            Assert.Equal(Enumerable.Range(0, 50).Select(i => $"key{i}={i}").Order(), after.Custom.Select(pair => $"{pair.Key}={pair.Value}").Order());
            Assert.Equal((51, 51), (after.SettingsVersion, after.Version));
            Assert.Equal(51, (await LogAsync(id)).Count);
        }
    }

    /// <summary>The limits of participants and of reactions hold at each version of the log.</summary>
    [Fact]
    [Rule(nameof(IConversationStore.CommitAsync), 3)]
    public async Task Limits_hold_at_every_version_while_participants_and_reactions_come_and_go()
    {
        var limits = new ConversationLimits { MaxReactions = 5, MaxParticipants = 10 };
        ServiceProvider[] hosts = [.. Enumerable.Range(0, HostCount).Select(_ => Build(options => options.Limits = limits))];
        var services = hosts[0];
        var first = services.GetRequiredService<IConversations>();
        for (var round = 0; round < Few; round++)
        {
            var id = NewId();
            await first.CreateIfNotExistsAsync(id, new() { Participants = [new(Alice), new(Bob)] });
            var message = (await first.SendAsync(id, Alice, "text")).Message!;

            var ended = (await Race.RunAsync(Creators, async i =>
            {
                var user = NewUserId();
                var conversations = hosts[i % HostCount].GetRequiredService<IConversations>();
                return new[]
                {
                    await Race.TryAsync(() => conversations.AddReactionAsync(id, message.Id, Alice, $":{i}:")),
                    await Race.TryAsync(() => conversations.AddReactionAsync(id, message.Id, Bob, $":{i}:")),
                    await Race.TryAsync(() => conversations.RemoveReactionAsync(id, message.Id, i % 2 == 0 ? Alice : Bob, $":{i}:")),
                    await Race.TryAsync(async () => (await conversations.SetParticipantAsync(id, user)).UserId == user),
                    await Race.TryAsync(async () => i % 4 == 0 && await conversations.RemoveParticipantAsync(id, user)),
                };
            })).SelectMany(one => one).ToList();

            Assert.All(ended.Where(one => !one.Succeeded), one => Assert.IsType<InvalidConversationDataException>(one.Error));
            AssertLimits(await LogAsync(id, services), limits);
            Assert.InRange((await first.FindMessageAsync(id, message.Id))!.Reactions.Count, 1, limits.MaxReactions);
            Assert.InRange((await first.FindAsync(id))!.ParticipantCount, 2, limits.MaxParticipants);
        }
    }

    private static void AssertLimits(IReadOnlyList<Change> log, ConversationLimits limits)
    {
        var participants = 2;
        var reactions = new HashSet<(UserId, string Emoji)>();
        foreach (var change in log)
        {
            participants += change is ParticipantAdded ? 1 : change is ParticipantRemoved ? -1 : 0;
            if (change is ReactionChange reaction)
            {
                var key = (reaction.UserId, reaction.Emoji);
                Assert.True(
                    reaction is ReactionAdded ? reactions.Add(key) : reactions.Remove(key), $"The log adds twice or removes what is not there: {reaction}");
            }

            Assert.InRange(participants, 1, limits.MaxParticipants);
            Assert.InRange(reactions.Select(one => one.Emoji).Distinct().Count(), 0, limits.MaxReactions);
        }
    }
}
