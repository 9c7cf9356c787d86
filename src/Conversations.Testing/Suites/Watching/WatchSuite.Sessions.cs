using Conversations.Storage;

namespace Conversations.Testing;

/// <content>Watches of users.</content>
public abstract partial class WatchSuite
{
    [Fact]
    [Rule(nameof(IWatchStore.ReadViewersAsync), 1)]
    public async Task Viewers_are_the_participants_with_what_they_have_not_read_and_their_own_reactions()
    {
        var (id, other) = (await CreateAsync(Alice, Bob), await CreateAsync(Carol));
        var first = await SendAsync(id, Alice, "first");
        var second = await SendAsync(id, Alice, "second");
        await Conversations.AddReactionAsync(id, first.Id, Bob, "👍");
        await Conversations.AddReactionAsync(id, first.Id, Alice, "👎");
        await Conversations.AddReactionAsync(id, second.Id, Bob, "🎉");
        var deleted = await CreateAsync(Alice);
        await Conversations.DeleteAsync(deleted);
        await Conversations.SetParticipantAsync(id, Carol);
        await Conversations.RemoveParticipantAsync(id, Carol);

        var viewers = await Watches.ReadViewersAsync(
        [
            new(id, Bob, [first.Sequence, 99]), new(id, Carol, [1]), new(other, Carol, []), new(id, Alice, [first.Sequence, second.Sequence]), new(NewId(), Bob, []),
            new(deleted, Alice, []),
        ]);

        Assert.Equal([true, false, true, true, false, false], viewers.Select(viewer => viewer is not null));
        Assert.Equal(await GetParticipantAsync(id, Bob), viewers[0]!.Participant);
        Assert.Equal((2L, 0L, 0L), (viewers[0]!.UnreadCount, viewers[2]!.UnreadCount, viewers[3]!.UnreadCount));
        Assert.Equal([(first.Sequence, "👍")], viewers[0]!.Reactions);
        Assert.Equal([(first.Sequence, "👎")], viewers[3]!.Reactions);
        Assert.Empty(await Watches.ReadViewersAsync([]));
    }

    [Fact]
    [Rule(nameof(IWatchStore.ReadViewersAsync), 1)]
    public async Task A_user_sees_each_message_as_a_page_of_messages_shows_it_with_the_unread_count_and_the_place_in_the_inbox()
    {
        _ = Watches;
        var id = await CreateAsync();
        var session = Conversations.As(Bob);
        var question = await SendAsync(id, Alice, "question");
        await session.AddReactionAsync(id, question.Id, "👍");
        await using var watch = session.WatchAsync(id, 0).GetAsyncEnumerator();
        Assert.Equal([null, 1L, 1L], (await TakeAsync(watch, 3)).Select(one => one.Message is null ? null : one.UnreadCount));

        var (answer, _) = await Conversations.SendMessageAsync(id, Alice, new("answer") { ReplyTo = question.Id });
        await Conversations.AddReactionAsync(id, question.Id, Alice, "👍");
        var taken = await TakeAsync(watch, 2);

        Assert.Equal(await session.FindMessageAsync(id, answer!.Id), taken[0].Message! with { RepliedTo = (await session.FindMessageAsync(id, answer.Id))!.RepliedTo });
        Assert.True(taken[0].Message!.RepliedTo!.Reactions[0].ByViewer);
        Assert.Equal(await session.FindMessageAsync(id, question.Id), taken[1].Message);
        Assert.Equal([2L, 2L], taken.Select(one => one.UnreadCount));
        Assert.Equal((await session.FindEntryAsync(id))!.ActiveAt, taken[1].ActiveAt);
    }

    [Fact]
    [Rule(nameof(IWatchStore.ReadViewersAsync), 1)]
    public async Task The_removal_is_the_last_that_a_user_sees_and_nothing_of_what_came_before_and_was_not_given()
    {
        _ = Watches;
        var id = await CreateAsync();
        await using var watch = Conversations.As(Bob).WatchAsync(id, 0).GetAsyncEnumerator();
        await TakeAsync(watch, 1);
        var removal = TakeAsync(watch, 10);
        await SendAsync(id, Alice, "for Bob");
        await Conversations.RemoveParticipantAsync(id, Bob);
        await SendAsync(id, Alice, "not for Bob");

        var taken = await removal;

        Assert.IsType<ParticipantRemoved>(taken[^1].Change);
        Assert.DoesNotContain(taken, one => one.Message?.Text == "not for Bob");
        Assert.False(await watch.MoveNextAsync());
        await Assert.ThrowsAsync<ConversationNotFoundException>(() => TakeAsync(Conversations.As(Bob).WatchAsync(id, 1).GetAsyncEnumerator(), 1));
    }

    [Fact]
    [Rule(nameof(IWatchStore.ReadViewersAsync), 1)]
    public async Task A_removal_that_races_with_sends_lets_nothing_through()
    {
        _ = Watches;
        for (var round = 0; round < RaceRounds; round++)
        {
            var id = await CreateAsync();
            await using var watch = Conversations.As(Bob).WatchAsync(id, 0).GetAsyncEnumerator();
            await TakeAsync(watch, 1);
            var taking = TakeAsync(watch, 100);
            var sending = Task.Run(async () =>
            {
                for (var i = 0; i < 4; i++)
                    await Conversations.SendAsync(id, Alice, "before or after");
            });
            await Conversations.RemoveParticipantAsync(id, Bob);
            await sending;
            await SendAsync(id, Alice, "after");

            var taken = await taking;

            var removal = Assert.IsType<ParticipantRemoved>(taken[^1].Change);
            Assert.Equal(taken.Select(one => one.Change.Version).Order().Distinct(), taken.Select(one => one.Change.Version));
            Assert.DoesNotContain(taken, one => one.Change.Version > removal.Version || one.Message?.Text == "after");
        }
    }

    [Fact]
    [Rule(nameof(IWatchStore.ReadViewersAsync), 1)]
    public async Task A_user_who_sees_the_past_from_joining_on_gets_nothing_of_it()
    {
        _ = Watches;
        var id = await CreateAsync();
        var hidden = await SendAsync(id, Alice, "hidden");
        await Conversations.SetParticipantAsync(id, NewUserId());
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Conversations.SetParticipantAsync(id, Carol, new() { History = History.SinceJoin });
        await Conversations.EditMessageAsync(id, hidden.Id, new() { Text = "edited" });
        await Conversations.AddReactionAsync(id, hidden.Id, Alice, "👍");
        await Conversations.SendMessageAsync(id, Alice, new("reply") { ReplyTo = hidden.Id });

        var taken = await TakeAsync(Conversations.As(Carol).WatchAsync(id, 0).GetAsyncEnumerator(), 2);

        Assert.Equal([typeof(ParticipantAdded), typeof(MessageSent)], taken.Select(one => one.Change.GetType()));
        Assert.Equal((null, true), (taken[1].Message!.RepliedTo, taken[1].Message!.IsReplyToDeleted));
    }

    [Fact]
    [Rule(nameof(IWatchStore.ReadViewersAsync), 1)]
    public async Task The_notification_setting_of_a_participant_is_told_to_that_participant_only()
    {
        _ = Watches;
        var id = await CreateAsync();
        await Conversations.As(Bob).SetParticipantAsync(id, Bob, new() { Notify = NotifySetting.None });
        await Conversations.SetParticipantAsync(id, Bob, new() { Notify = NotifySetting.All, Access = ParticipantAccess.Read });
        await SendAsync(id, Alice);

        var (mine, others) = (await TakeAsync(Conversations.As(Bob).WatchAsync(id, 1).GetAsyncEnumerator(), 3), await TakeAsync(Conversations.As(Alice).WatchAsync(id, 1).GetAsyncEnumerator(), 2));

        Assert.Equal([2L, 3L, 4L], mine.Select(one => one.Change.Version));
        Assert.Equal([3L, 4L], others.Select(one => one.Change.Version));
        Assert.Equal([true, false], mine.Take(2).Select(one => ((ParticipantUpdated)one.Change).IsNotifyOnly));
    }

    [Fact]
    [Rule(nameof(IWatchStore.ReadViewersAsync), 1)]
    public async Task A_patch_of_a_conversation_does_not_name_users_of_whom_only_the_notification_setting_changed()
    {
        _ = Watches;
        var id = await CreateAsync(Alice, Bob);
        var quiet = new ParticipantPatch { Notify = NotifySetting.None };
        await Conversations.UpdateAsync(id, new() { Participants = new Dictionary<UserId, ParticipantPatch?> { [Bob] = quiet, [Carol] = quiet } });

        var taken = await TakeAsync(Conversations.As(Alice).WatchAsync(id, 1).GetAsyncEnumerator(), 1);

        Assert.Equal([Carol], Assert.IsType<ConversationUpdated>(taken[0].Change).Participants);
        Assert.Equal(NotifySetting.None, (await Conversations.FindParticipantAsync(id, Bob))!.Notify);
    }

    [Fact]
    [Rule(nameof(IWatchStore.ReadViewersAsync), 1)]
    public async Task A_user_who_is_erased_and_one_whose_conversation_is_deleted_watch_no_longer()
    {
        _ = Watches;
        var (erased, deleted) = (await CreateAsync(), await CreateAsync());
        await using var first = Conversations.As(Bob).WatchAsync(erased, 0).GetAsyncEnumerator();
        await using var second = Conversations.As(Alice).WatchAsync(deleted, 0).GetAsyncEnumerator();
        await TakeAsync(first, 1);
        await TakeAsync(second, 1);
        var (ended, last) = (TakeAsync(first, 100), TakeAsync(second, 100));

        await Conversations.DeleteAsync(deleted);
        await Conversations.EraseUserAsync(Bob);
        await SendAsync(erased, Alice, "not for Bob");

        Assert.DoesNotContain(await ended, one => one.Message is not null);
        Assert.IsType<ConversationDeleted>(Assert.Single(await last).Change);
    }
}
