namespace Conversations.Delivery.Notifications;

using static Room;

/// <summary>Cases of missed messages. Each case has the events, the expected recipients, and the number of messages in each notification.</summary>
internal static class NotificationCases
{
    internal static IReadOnlyDictionary<string, (Func<Room, Task> Happens, string Told)> All { get; } = new Dictionary<string, (Func<Room, Task>, string)>
    {
        ["one message"] = (room => room.SendAsync(Alice), "bob:1 carol:1"),
        ["several messages in a row"] = (
            async room =>
            {
                for (var i = 0; i < 3; i++)
                {
                    await room.SendAsync(Alice);
                    await room.PassAsync(5);
                }
            },
            "bob:3 carol:3"),
        ["messages of several senders"] = (
            async room =>
            {
                await room.SendAsync(Alice);
                await room.SendAsync(Bob);
            },
            "alice:1 carol:2"),
        ["muted"] = (
            async room =>
            {
                await room.NotifyAsync(Bob, NotifySetting.None);
                await room.SendAsync(Alice);
            },
            "carol:1"),
        ["mentions only, and not mentioned"] = (
            async room =>
            {
                await room.NotifyAsync(Bob, NotifySetting.MentionsOnly);
                await room.SendAsync(Alice, At(Carol));
            },
            "carol:1!"),
        ["mentions only, and mentioned"] = (
            async room =>
            {
                await room.NotifyAsync(Bob, NotifySetting.MentionsOnly);
                await room.SendAsync(Alice);
                await room.SendAsync(Alice, At(Bob));
            },
            "bob:2! carol:2"),
        ["mentions only, and mentioned before other messages"] = (
            async room =>
            {
                await room.NotifyAsync(Bob, NotifySetting.MentionsOnly);
                await room.SendAsync(Alice, At(Bob));
                await room.SendAsync(Alice);
            },
            "bob:2! carol:2"),
        ["mentions only, and mentioned long after another message"] = (
            async room =>
            {
                await room.NotifyAsync(Bob, NotifySetting.MentionsOnly);
                await room.SendAsync(Alice);
                await room.PassAsync(60);
                await room.SendAsync(Alice, At(Bob));
            },
            "bob:2! carol:1"),
        ["mentions only, a mention while notified, and read up to before it"] = (
            async room =>
            {
                await room.NotifyAsync(Bob, NotifySetting.MentionsOnly);
                await room.NotifyAsync(Carol, NotifySetting.None);
                var first = await room.SendAsync(Alice, At(Bob));
                await room.PassAsync(60);
                await room.SendAsync(Alice, At(Bob));
                await room.PassAsync(60);
                await room.ReadAsync(Bob, first.Sequence);
                await room.SendAsync(Alice);
            },
            "bob:1! bob:2!"),
        ["mentions only, mentions himself"] = (
            async room =>
            {
                await room.NotifyAsync(Bob, NotifySetting.MentionsOnly);
                await room.SendAsync(Bob, At(Bob));
            },
            "alice:1 carol:1"),
        ["read in the meantime"] = (
            async room =>
            {
                await room.SendAsync(Alice);
                await room.ReadAsync(Bob);
            },
            "carol:1"),
        ["read one of two"] = (
            async room =>
            {
                var first = await room.SendAsync(Alice);
                await room.SendAsync(Alice);
                await room.ReadAsync(Bob, first.Sequence);
            },
            "bob:1 carol:2"),
        ["muted in the meantime"] = (
            async room =>
            {
                await room.SendAsync(Alice);
                await room.NotifyAsync(Bob, NotifySetting.None);
            },
            "carol:1"),
        ["no longer muted in the meantime"] = (
            async room =>
            {
                await room.NotifyAsync(Bob, NotifySetting.None);
                await room.SendAsync(Alice);
                await room.NotifyAsync(Bob, NotifySetting.All);
            },
            "bob:1 carol:1"),
        ["removed in the meantime"] = (
            async room =>
            {
                await room.SendAsync(Alice);
                await room.Conversations.RemoveParticipantAsync(room.Id, Bob);
            },
            "carol:1"),
        ["erased in the meantime"] = (
            async room =>
            {
                await room.SendAsync(Alice);
                await room.Conversations.EraseUserAsync(Bob);
            },
            "carol:1"),
        ["the sender is erased in the meantime"] = (
            async room =>
            {
                await room.SendAsync(Alice);
                await room.Conversations.EraseUserAsync(Alice);
            },
            ""),
        ["a message of the app"] = (room => room.Conversations.SendSystemMessageAsync(room.Id, "Welcome"), ""),
        ["a message that the app sends for a user"] = (room => room.Conversations.SendAsync(room.Id, Alice, "Hello"), "bob:1 carol:1"),
        ["a message of the app after one of a user"] = (
            async room =>
            {
                await room.SendAsync(Alice);
                await room.Conversations.SendSystemMessageAsync(room.Id, "Alice is away");
            },
            "bob:1 carol:1"),
        ["imported messages"] = (room => room.Conversations.ImportAsync(room.Id, Imported(room), new() { MarkAsRead = false }), ""),
        ["deleted in the meantime"] = (
            async room =>
            {
                var message = await room.SendAsync(Alice);
                await room.Conversations.As(Alice).DeleteMessageAsync(room.Id, message.Id);
            },
            ""),
        ["one of two deleted in the meantime"] = (
            async room =>
            {
                var message = await room.SendAsync(Alice);
                await room.SendAsync(Alice);
                await room.Conversations.As(Alice).DeleteMessageAsync(room.Id, message.Id);
            },
            "bob:1 carol:1"),
        ["an edited typo"] = (
            async room =>
            {
                var message = await room.SendAsync(Alice);
                await room.PassAsync(10);
                await room.Conversations.As(Alice).EditMessageAsync(room.Id, message.Id, new() { Text = "Better" });
                await room.PassAsync(30);
                await room.Conversations.As(Alice).EditMessageAsync(room.Id, message.Id, new() { Text = "Best" });
            },
            "bob:1 carol:1"),
        ["a reaction"] = (
            async room =>
            {
                var message = await room.SendAsync(Alice);
                await room.ReadAsync(Bob);
                await room.ReadAsync(Carol);
                await room.Conversations.As(Bob).AddReactionAsync(room.Id, message.Id, "👍");
            },
            ""),
        ["marked as unread"] = (
            async room =>
            {
                await room.SendAsync(Alice);
                await room.ReadAsync(Bob);
                await room.Conversations.As(Bob).MarkAsUnreadAsync(room.Id);
            },
            "carol:1"),
        ["more messages after the notification, which nobody reads"] = (
            async room =>
            {
                await room.SendAsync(Alice);
                await room.PassAsync(60);
                await room.SendAsync(Alice);
            },
            "bob:1 carol:1"),
        ["read after the notification, and missed again"] = (
            async room =>
            {
                await room.SendAsync(Alice);
                await room.PassAsync(60);
                await room.ReadAsync(Bob);
                await room.SendAsync(Alice);
            },
            "bob:1 bob:1 carol:1"),
        ["the sender of an answer has read everything before it"] = (
            async room =>
            {
                await room.SendAsync(Alice);
                await room.SendAsync(Bob);
                await room.ReadAsync(Carol);
            },
            "alice:1"),
        ["a busy room that nobody reads"] = (
            async room =>
            {
                for (var i = 0; i < 32; i++)
                {
                    await room.SendAsync(Alice);
                    await room.PassAsync(10);
                }
            },
            "bob:20 carol:20"),
        ["a busy room that one reads along"] = (
            async room =>
            {
                for (var i = 0; i < 32; i++)
                {
                    await room.SendAsync(Alice);
                    await room.PassAsync(10);
                    await room.ReadAsync(Bob);
                }
            },
            "carol:20"),
        ["a conversation that is deleted"] = (
            async room =>
            {
                await room.SendAsync(Alice);
                await room.Conversations.DeleteAsync(room.Id);
            },
            ""),
        ["a conversation that is deleted and created again"] = (
            async room =>
            {
                await room.SendAsync(Alice);
                await room.Conversations.DeleteAsync(room.Id);
                await room.CreateAsync();
                await room.SendAsync(Bob);
            },
            "alice:1 carol:1"),
        ["joined later, without the past"] = (
            async room =>
            {
                await room.Conversations.RemoveParticipantAsync(room.Id, Bob);
                await room.SendAsync(Alice);
                await room.Conversations.SetParticipantAsync(room.Id, Bob, new() { History = Conversations.History.SinceJoin });
            },
            "carol:1"),
        ["left and came back"] = (
            async room =>
            {
                await room.SendAsync(Alice);
                await room.PassAsync(60);
                await room.Conversations.RemoveParticipantAsync(room.Id, Bob);
                await room.Conversations.SetParticipantAsync(room.Id, Bob);
                await room.SendAsync(Alice);
            },
            "bob:1 bob:1 carol:1"),
        ["a restart in between"] = (
            async room =>
            {
                await room.SendAsync(Alice);
                await room.PassAsync(5);
                await room.App.StopAsync();
                await room.ReadAsync(Carol);
                room.App.Start();
            },
            "bob:1"),
        ["nothing ran when it was due"] = (
            async room =>
            {
                await room.App.StopAsync();
                await room.SendAsync(Alice);
                room.App.Time.Advance(TimeSpan.FromHours(5));
                room.App.Start();
            },
            "bob:1 carol:1"),
    };

    private static async IAsyncEnumerable<ImportedMessage> Imported(Room room)
    {
        await Task.CompletedTask;
        for (var i = 0; i < 3; i++)
            yield return new() { Id = new($"imported-{i}"), SenderId = Alice, Text = "Long ago", CreatedAt = room.App.Time.GetUtcNow() };
    }
}
