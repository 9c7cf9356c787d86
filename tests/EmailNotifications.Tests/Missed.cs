using EmailNotifications.Configuration;
using EmailNotifications.Mail;
using EmailNotifications.Rendering;
using EmailNotifications.Unsubscribe;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MimeKit;

namespace EmailNotifications.Tests;

/// <summary>Creates notifications, and the e-mails that are written of them.</summary>
internal static class Missed
{
    internal const string DeliveryId = "0123456789abcdef0123456789abcdef";
    internal const string Secret = "a secret of these tests, long enough";

    internal static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    internal static readonly UserId Alice = new("alice");
    internal static readonly UserId Bob = new("bob");
    internal static readonly ConversationId House = new("house");

    private static readonly User _bob = new() { Id = Bob, Name = "Bob", Emails = ["bob@example.com"] };
    private static readonly User _alice = new() { Id = Alice, Name = "Alice", Emails = ["alice@example.com"] };

    /// <summary>Returns a notification of one message. A directory of users is the app's, so names need not be what the library accepts.</summary>
    internal static Notification Of(
        string text = "Hello", string subject = "House", string sender = "Alice", string recipient = "Bob", string? listing = null, string? role = null,
        string? locale = null, string[]? emails = null)
    {
        var message = new Message { Id = new("m1"), ConversationId = House, Sequence = 1, SenderId = Alice, Text = text, CreatedAt = At, Origin = MessageOrigin.Session };
        var bob = _bob with { Name = recipient, Locale = locale, Emails = emails ?? _bob.Emails };
        var alice = _alice with { Name = sender, Custom = Custom("role", role) };
        var conversation = new Conversation
        {
            Id = House, Subject = subject, Custom = Custom("listing", listing), CreatedAt = At, ParticipantCount = 2, LastMessage = message, LastSequence = 1, Version = 2, SettingsVersion = 1,
        };
        var users = new Dictionary<UserId, User> { [Alice] = alice, [Bob] = bob };
        return new()
        {
            DeliveryId = DeliveryId,
            Attempt = 1,
            TriggeredAt = At,
            Recipient = bob,
            Conversation = conversation,
            View = ConversationView.Of(conversation, Bob, [Alice], users),
            Messages = [message],
            UnreadCount = 1,
            IsMentioned = false,
            Users = users,
        };
    }

    internal static MailWriter Writer(string? replyTo = null)
    {
        var email = Options.Create(new EmailOptions { From = "App <app@example.com>", ReplyTo = replyTo, PublicUrl = "https://app.example.com/mail/" });
        return new(email, new(new LiquidTemplates()), Tokens());
    }

    internal static UnsubscribeTokens Tokens(string secret = Secret, DateTimeOffset? now = null) =>
        new(Options.Create(new UnsubscribeOptions { Secret = secret, ValidFor = TimeSpan.FromDays(90) }), new FakeTimeProvider(now ?? At));

    /// <summary>Writes the e-mail, and reads it as its recipient does.</summary>
    internal static MimeMessage Receive(Notification notification, string? replyTo = null)
    {
        using var mail = Writer(replyTo).Write(notification);
        using var stream = new MemoryStream();
        mail!.WriteTo(stream);
        stream.Position = 0;
        return MimeMessage.Load(stream);
    }

    private static CustomData Custom(string key, string? value) => value is null ? CustomData.Empty : new() { [key] = value };
}
