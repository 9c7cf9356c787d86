using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Testing;

/// <content>What is not stored: who has read, types and is online.</content>
public abstract partial class UserWatchSuite
{
    [Fact]
    [Rule(nameof(IWatchStore.FindMembersAsync), 1)]
    public async Task Others_learn_how_far_a_participant_has_read_and_only_the_user_learns_of_a_mark_as_unread()
    {
        var id = await CreateAsync();
        await SendAsync(id, Alice);
        await using var own = await Taken.FromAsync(Session);
        await using var room = Taken.Begin(Conversations.As(Alice), id, 1);
        await using var mine = Taken.Begin(Session, id, 1);
        await Task.WhenAll(room.ChangesAsync(1), mine.ChangesAsync(1));

        await Session.MarkAsUnreadAsync(id);
        await own.UntilAsync(events => events.Any(one => one is ConversationMarkedUnread));
        await Session.MarkAsReadAsync(id);
        var read = await Task.WhenAll(ReadOfAsync(own), ReadOfAsync(mine), ReadOfAsync(room));

        Assert.Equal([(id, Bob, 1L, 0L), (id, Bob, 1L, 0L), (id, Bob, 1L, (long?)null)], read);
        Assert.Contains(mine.Events, one => one is ConversationMarkedUnread marked && marked.ConversationId == id && marked.UserId == Bob);
        Assert.DoesNotContain(room.Events, one => one is ConversationMarkedUnread);

        static async Task<(ConversationId, UserId, long, long?)> ReadOfAsync(Taken taken)
        {
            var read = (await taken.UntilAsync(events => events.Any(one => one is ConversationRead))).OfType<ConversationRead>().First();
            return (read.ConversationId, read.UserId, read.ReadUpTo, read.UnreadCount);
        }
    }

    [Fact]
    [Rule(nameof(IWatchStore.FindMembersAsync), 1)]
    public async Task Typing_lasts_ten_seconds_and_ends_with_a_message()
    {
        var id = await CreateAsync(Alice, Bob, Carol);
        await using var room = Taken.Begin(Conversations.As(Alice), id, 0);
        await using var mine = Taken.Begin(Session, id, 0);
        await Task.WhenAll(room.ChangesAsync(1), mine.ChangesAsync(1));

        await Session.SetTypingAsync(id);
        await TypingAsync(room, Bob);
        await Conversations.SetTypingAsync(id, Carol);
        await TypingAsync(room, Bob, Carol);
        await SendAsync(id, Carol, "done");
        await Session.SendAsync(id, "sent by a session");
        await TypingAsync(room);
        await Session.SetTypingAsync(id);
        await TypingAsync(room, Bob);
        Clock.Advance(TimeSpan.FromSeconds(8));
        await Session.SetTypingAsync(id);
        Clock.Advance(TimeSpan.FromSeconds(8));
        await Session.SetTypingAsync(id, isTyping: false);
        await TypingAsync(room);
        await Session.SetTypingAsync(id);
        await TypingAsync(room, Bob);
        await room.UntilAsync(events => events.OfType<TypingChanged>().Last().UserIds.Count == 0, () => Clock.Advance(TimeSpan.FromSeconds(1)));

        Assert.DoesNotContain(mine.Events.OfType<TypingChanged>(), one => one.UserIds.Contains(Bob));
    }

    [Fact]
    [Rule(nameof(IWatchStore.FindMembersAsync), 1)]
    public async Task More_than_five_who_type_are_many()
    {
        var users = Enumerable.Range(0, 7).Select(number => NewUserId($"typist{number}")).Order().ToList();
        var id = await CreateAsync([Alice, .. users]);
        await using var room = Taken.Begin(Conversations.As(Alice), id, 0);
        await room.ChangesAsync(1);

        foreach (var user in users)
            await Conversations.SetTypingAsync(id, user);

        var last = (await room.UntilAsync(events => events.OfType<TypingChanged>().Any(one => one.IsMany))).OfType<TypingChanged>().First(one => one.IsMany);
        Assert.Equal(5, last.UserIds.Count);
        Assert.Equal(last.UserIds.Order(), last.UserIds);
    }

    [Fact]
    [Rule(nameof(IWatchStore.FindMembersAsync), 1)]
    public async Task Only_a_user_who_may_send_can_type()
    {
        var id = await CreateAsync();
        await Conversations.SetParticipantAsync(id, Carol, new() { Access = ParticipantAccess.Read });

        await Assert.ThrowsAsync<ConversationAccessException>(() => Conversations.As(Carol).SetTypingAsync(id));
        await Assert.ThrowsAsync<ConversationNotFoundException>(() => Conversations.As(NewUserId()).SetTypingAsync(id));
        await Assert.ThrowsAsync<ConversationAccessException>(() => Conversations.SetTypingAsync(id, NewUserId()));
        await Assert.ThrowsAsync<ConversationNotFoundException>(() => Conversations.SetTypingAsync(NewId(), Bob));
    }

    [Fact]
    [Rule(nameof(IWatchStore.FindMembersAsync), 1)]
    public async Task A_user_who_watches_is_online_for_those_who_share_a_conversation()
    {
        var (id, stranger) = (await CreateAsync(), NewUserId());
        await using var room = Taken.Begin(Conversations.As(Alice), id, 0);
        await room.ChangesAsync(1);
        var before = await Conversations.As(Alice).IsOnlineAsync([Bob, Alice]);

        await using (await Taken.FromAsync(Session))
        {
            var came = await room.UntilAsync(events => events.Any(one => IsOnline(one, true)));
            var during = await Conversations.As(Alice).IsOnlineAsync([Bob, Carol]);

            Assert.Single(came, one => one is OnlineChanged { IsOnline: true });
            Assert.Equal([(Bob, true), (Carol, false)], during.Select(one => (one.Key, one.Value)));
            Assert.Equal([false], (await Conversations.As(stranger).IsOnlineAsync([Bob])).Values);
            Assert.Equal([true], (await Conversations.IsOnlineAsync([Bob])).Values);
        }

        await room.UntilAsync(events => events.Any(one => IsOnline(one, false)), () => Clock.Advance(TimeSpan.FromSeconds(1)));

        Assert.Equal([(Bob, false), (Alice, true)], before.Select(one => (one.Key, one.Value)));
        Assert.Equal([false], (await Conversations.As(Alice).IsOnlineAsync([Bob])).Values);
        await Assert.ThrowsAsync<ArgumentException>(() => Conversations.IsOnlineAsync([.. Enumerable.Range(0, 101).Select(number => NewUserId())]));

        bool IsOnline(WatchEvent one, bool isOnline) => one is OnlineChanged changed && changed.ConversationId == id && changed.UserId == Bob && changed.IsOnline == isOnline;
    }

    [Fact]
    [Rule(nameof(IWatchWakeUps.TellAsync), 1)]
    public async Task Reading_typing_and_being_online_on_one_host_reach_the_watches_of_another()
    {
        Assert.SkipUnless(Store is IWatchWakeUps, "The hosts of the store do not tell each other.");
        var (id, other) = (await CreateAsync(), Build().GetRequiredService<IConversations>());
        await SendAsync(id, Alice);
        await using var room = Taken.Begin(Conversations.As(Alice), id, 1);
        await using var inbox = await Taken.FromAsync(Session);
        await room.ChangesAsync(1);

        await using var carol = await Taken.FromAsync(other.As(Carol));
        await Conversations.SetParticipantAsync(id, Carol);
        await other.As(Bob).MarkAsReadAsync(id);
        await room.UntilAsync(events => events.Any(one => one is ConversationRead read && read.UserId == Bob), Pass);
        await inbox.UntilAsync(events => events.Any(one => one is ConversationRead), Pass);
        await room.UntilAsync(
            events => events.Any(one => one is TypingChanged typing && typing.UserIds.Contains(Bob)),
            () =>
            {
                Pass();
                _ = other.As(Bob).SetTypingAsync(id);
            });

        Assert.Equal([true], (await Conversations.IsOnlineAsync([Carol])).Values);

        void Pass() => Clock.Advance(TimeSpan.FromSeconds(0.5));
    }

    [Fact]
    [Rule(nameof(IWatchStore.FindMembersAsync), 1)]
    public async Task A_user_has_at_most_as_many_watches_as_the_option_says()
    {
        var conversations = Build(options => options.MaxWatchesPerUser = 2).GetRequiredService<IConversations>();
        var id = await CreateAsync();
        await using var first = await Taken.FromAsync(conversations.As(Bob));
        await using (var second = Taken.Begin(conversations.As(Bob), id, 0))
        {
            await second.ChangesAsync(1);
            await Assert.ThrowsAsync<TooManyWatchesException>(() => Taken.FromAsync(conversations.As(Bob)));
            await using var other = await Taken.FromAsync(conversations.As(Alice));
        }

        await using var next = await Taken.FromAsync(conversations.As(Bob));
    }

    private static async Task TypingAsync(Taken taken, params UserId[] users) =>
        await taken.UntilAsync(events => events.OfType<TypingChanged>().LastOrDefault() is { } last && last.UserIds.SequenceEqual(users.Order()));
}
