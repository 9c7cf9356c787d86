using Conversations.Decisions;
using Conversations.Storage;

namespace Conversations.Testing;

/// <summary>
/// Tests how a store finds missed messages and keeps what participants were notified of. A store that does not implement
/// <see cref="INotificationStore"/> skips it.
/// </summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract class NotificationSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    private UserId Dave { get; } = NewUserId("dave");

    private INotificationStore Notifications
    {
        get
        {
            Assert.SkipUnless(Store is INotificationStore, "The store does not find missed messages.");
            return (INotificationStore)Store;
        }
    }

    [Fact]
    [Rule(nameof(INotificationStore), 1)]
    [Rule(nameof(INotificationStore.ListMissedAsync), 1)]
    public async Task Missed_are_the_unread_messages_of_other_users()
    {
        var id = await CreateAsync(Bob, Alice, Carol);
        Assert.Empty(await Notifications.ListMissedAsync(id));
        var first = await SendAsync(id, Alice, "first");
        Clock.Advance(TimeSpan.FromSeconds(1));
        await SendAsync(id, Bob, "second");
        Clock.Advance(TimeSpan.FromSeconds(1));
        var third = await SendAsync(id, Alice, "third");

        var missed = await Notifications.ListMissedAsync(id);

        Assert.Equal([Bob, Carol], missed.Select(one => one.Participant.UserId));
        Assert.Equal((third.Sequence, third.CreatedAt, third.Sequence, third.CreatedAt, null), Shown(missed[0]));
        Assert.Equal((first.Sequence, first.CreatedAt, third.Sequence, third.CreatedAt, null), Shown(missed[1]));
        Assert.Equal(await Store.FindParticipantAsync(id, Bob, viewer: null), missed[0].Participant);

        await Conversations.As(Carol).MarkAsReadAsync(id);
        await Conversations.As(Alice).MarkAsReadAsync(id);
        Assert.Equal([Bob], (await Notifications.ListMissedAsync(id)).Select(one => one.Participant.UserId));
        Assert.Empty(await Notifications.ListMissedAsync(NewId()));
    }

    [Fact]
    [Rule(nameof(INotificationStore), 1)]
    public async Task Messages_of_the_app_and_deleted_and_imported_ones_are_not_missed()
    {
        var id = await CreateAsync(Alice, Bob);
        await Conversations.SendSystemMessageAsync(id, "system");
        var deleted = await SendAsync(id, Alice, "deleted");
        await Conversations.DeleteMessageAsync(id, deleted.Id);
        await ImportAsync(id, 1);

        Assert.Empty(await Notifications.ListMissedAsync(id));

        var sent = await SendAsync(id, Alice, "sent");
        await Conversations.SendSystemMessageAsync(id, "system");
        Assert.Equal((sent.Sequence, sent.Sequence), Assert.Single(await Notifications.ListMissedAsync(id)) is var one ? (one.First, one.Last) : default);
    }

    [Fact]
    [Rule(nameof(INotificationStore.ListMissedAsync), 1)]
    public async Task Muted_and_former_participants_are_left_out_and_the_hidden_past_is_not_missed()
    {
        var id = await CreateAsync(Alice, Bob, Carol, Dave);
        await SendAsync(id, Alice, "first");
        await Conversations.SetParticipantAsync(id, Bob, new() { Notify = NotifySetting.None });
        await Conversations.SetParticipantAsync(id, Carol, new() { Notify = NotifySetting.MentionsOnly });
        await Conversations.RemoveParticipantAsync(id, Dave);

        Assert.Equal([Carol], (await Notifications.ListMissedAsync(id)).Select(one => one.Participant.UserId));

        await Conversations.SetParticipantAsync(id, Dave, new() { History = History.SinceJoin });
        Assert.Equal([Carol], (await Notifications.ListMissedAsync(id)).Select(one => one.Participant.UserId));
        var second = await SendAsync(id, Alice, "second");
        Assert.Equal(second.Sequence, (await Notifications.ListMissedAsync(id)).Single(one => one.Participant.UserId == Dave).First);

        await Conversations.DeleteAsync(id);
        Assert.Empty(await Notifications.ListMissedAsync(id));
    }

    [Fact]
    [Rule(nameof(INotificationStore.ListMissedAsync), 2)]
    public async Task Missed_messages_are_looked_for_among_a_thousand_from_each_end()
    {
        var id = await CreateAsync(Alice, Bob);
        await ImportAsync(id, INotificationStore.Reach);
        var late = await SendAsync(id, Alice, "late");
        Assert.Equal((late.Sequence, late.Sequence), await PlaceAsync());

        await ImportAsync(id, 1);
        Assert.Equal((late.Sequence, late.Sequence), await PlaceAsync());
        await ImportAsync(id, INotificationStore.Reach - 2);
        Assert.Equal((late.Sequence, late.Sequence), await PlaceAsync());
        await ImportAsync(id, 1);
        Assert.Null(await PlaceAsync());
        var last = await SendAsync(id, Alice, "last");
        Assert.Equal((last.Sequence, last.Sequence), await PlaceAsync());

        async Task<(long First, long Last)?> PlaceAsync() =>
            (await Notifications.ListMissedAsync(id)) is [var one] ? (one.First, one.Last) : null;
    }

    [Fact]
    [Rule(nameof(INotificationStore), 2)]
    public async Task A_notification_is_stored_once_with_what_it_is_about()
    {
        var id = await CreateAsync(Alice, Bob);
        Assert.Empty(await Notifications.ListMissedAsync(id));
        var message = await SendAsync(id, Alice, "first");
        var before = await GetAsync(id);
        var at = Clock.GetUtcNow() + TimeSpan.FromSeconds(15);

        var first = await TriggerAsync(Bob, from: 1, upTo: message.Sequence, previous: 0);
        var again = await TriggerAsync(Bob, from: 1, upTo: message.Sequence, previous: 0);

        Assert.Equal(before.Version + 1, Assert.IsType<CommitOutcome.Stored>(first).Version);
        Assert.IsType<CommitOutcome.Stale>(again);
        var notified = Assert.Single(await Notifications.ListMissedAsync(id)).Notified!;
        Assert.Equal((1, message.Sequence, at), (notified.From, notified.UpTo, notified.At));
        var after = await GetAsync(id);
        Assert.Equal((before.Version + 1, before.SettingsVersion, before.LastSequence), (after.Version, after.SettingsVersion, after.LastSequence));
        var change = Assert.IsType<NotificationTriggered>(Assert.Single((await Store.ListChangesAsync(id, before.Version, 10)).Changes));
        Assert.Equal((Bob, message.Sequence, at, null), (change.UserId, change.UpTo, change.At, change.Actor));
        Assert.True(change.Names(Bob));

        var second = await SendAsync(id, Alice, "second");
        Assert.IsType<CommitOutcome.Stale>(await TriggerAsync(Bob, from: 1, upTo: second.Sequence, previous: 0));
        Assert.IsType<CommitOutcome.Stored>(await TriggerAsync(Bob, from: 1, upTo: second.Sequence, previous: message.Sequence));
        Assert.Equal(second.Sequence, Assert.Single(await Notifications.ListMissedAsync(id)).Notified!.UpTo);

        async Task<CommitOutcome> TriggerAsync(UserId user, long from, long upTo, long previous) => Assert.Single(await Store.CommitAsync(
        [
            new()
            {
                Change = new NotificationTriggered { ConversationId = id, At = at, UserId = user, UpTo = upTo },
                Notified = new(from, previous),
            },
        ]));
    }

    [Fact]
    [Rule(nameof(INotificationStore), 2)]
    public async Task Nobody_is_notified_who_does_not_take_part()
    {
        var id = await CreateAsync(Alice, Bob);
        Assert.Empty(await Notifications.ListMissedAsync(id));
        await SendAsync(id, Alice, "first");
        await Conversations.RemoveParticipantAsync(id, Bob);
        var version = (await GetAsync(id)).Version;

        foreach (var user in (UserId[])[Bob, Carol])
            Assert.IsType<CommitOutcome.Stale>(await TriggerAsync(id, user));

        Assert.IsType<CommitOutcome.Stale>(await TriggerAsync(NewId(), Alice));
        Assert.Equal(version, (await GetAsync(id)).Version);

        async Task<CommitOutcome> TriggerAsync(ConversationId conversation, UserId user) => Assert.Single(await Store.CommitAsync(
        [
            new()
            {
                Change = new NotificationTriggered { ConversationId = conversation, At = Clock.GetUtcNow(), UserId = user, UpTo = 1 },
                Notified = new(1, 0),
            },
        ]));
    }

    private Task<ImportProgress> ImportAsync(ConversationId id, int count) => Conversations.ImportAsync(id, Imported(count), new() { MarkAsRead = false });

    private async IAsyncEnumerable<ImportedMessage> Imported(int count)
    {
        await Task.CompletedTask;
        for (var i = 0; i < count; i++)
            yield return new() { Id = NewMessageId(), SenderId = Alice, Text = "imported", CreatedAt = Clock.GetUtcNow() };
    }

    private static (long First, DateTimeOffset FirstAt, long Last, DateTimeOffset LastAt, NotifiedState? Notified) Shown(MissedMessages missed) =>
        (missed.First, missed.FirstAt, missed.Last, missed.LastAt, missed.Notified);
}
