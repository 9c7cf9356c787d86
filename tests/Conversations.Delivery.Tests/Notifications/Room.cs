namespace Conversations.Delivery.Notifications;

/// <summary>A conversation of Alice, Bob and Carol in an app with notifications, in which a case happens.</summary>
internal sealed class Room(NotifiedApp app)
{
    private int _sent;

    internal static UserId Alice { get; } = new("alice");

    internal static UserId Bob { get; } = new("bob");

    internal static UserId Carol { get; } = new("carol");

    internal static string At(UserId user) => $"Hello {Markup.Mention(user, user.Value)}";

    internal NotifiedApp App => app;

    internal ConversationId Id { get; } = new("room");

    internal IConversations Conversations => app.Conversations;

    internal async Task CreateAsync()
    {
        await Conversations.CreateIfNotExistsAsync(Id, new() { Participants = [new(Alice), new(Bob), new(Carol)] });
    }

    internal async Task<Message> SendAsync(UserId sender, string? text = null) =>
        (await Conversations.As(sender).SendAsync(Id, text ?? $"Message {++_sent}")).Message!;

    internal Task ReadAsync(UserId user, long? upTo = null) => Conversations.As(user).MarkAsReadAsync(Id, upTo);

    internal Task NotifyAsync(UserId user, NotifySetting setting) => Conversations.SetParticipantAsync(Id, user, new() { Notify = setting });

    internal Task PassAsync(double seconds) => app.PassAsync(TimeSpan.FromSeconds(seconds));

    /// <summary>
    /// Waits until everything is decided and delivered: a message in another conversation is notified of. Both are handled by the same loops, and the
    /// other one begins later.
    /// </summary>
    internal async Task SettleAsync()
    {
        var other = new ConversationId($"other-{Guid.NewGuid():N}");
        await Conversations.CreateIfNotExistsAsync(other, new() { Participants = [new(Alice), new(new UserId("zoe"))] });
        for (var round = 0; round < 2; round++)
        {
            await Conversations.As(Alice).SendAsync(other, "Are you there?");
            await app.UntilAsync(() => app.Notified.All.Count(one => one.Conversation.Id == other) == round + 1);
            await Conversations.As(new UserId("zoe")).MarkAsReadAsync(other);
        }
    }

    /// <summary>Returns the notified recipients in order, each with the number of messages. A "!" means that one of the messages mentions the recipient.</summary>
    internal string Told() => string.Join(' ', app.Notified.All.Where(one => one.Conversation.Id == Id)
        .Select(one => $"{one.Recipient.Id.Value}:{one.Messages.Count}{(one.IsMentioned ? "!" : "")}")
        .Order(StringComparer.Ordinal));
}
