using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Webhooks;

public sealed class TalkJsTests
{
    private const string Key = "sk_test_Ncow50B9RdRQFeXBsW45c5LF";

    private const string Alice =
        """
        {"availabilityText":null,"custom":{},"email":["alice@example.com"],"id":"alice","locale":"de","name":"Alice","phone":null,"photoUrl":null,"pushTokens":null,"role":"buyer","welcomeMessage":null}
        """;

    [Fact]
    public async Task Headers_are_those_of_TalkJS()
    {
        await using var receiver = new Receiver();
        await using var app = await StartAsync(receiver);

        await app.CreateAsync();
        await app.Handlers.WaitUntilCaughtUpAsync(TimeSpan.FromMinutes(1));

        var request = receiver.Requests.Single();
        var milliseconds = request.Headers["X-TalkJS-Timestamp"];
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{milliseconds}."), .. request.Body];
        request.Headers["X-TalkJS-Signature"].Should().Be(Convert.ToHexString(HMACSHA256.HashData(Encoding.ASCII.GetBytes(Key), signed)));
        milliseconds.Should().HaveLength(13);
        request.Headers.Keys.Should().NotContain(name => name.StartsWith("webhook", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Body_of_a_sent_message_has_the_objects_of_TalkJS()
    {
        await using var receiver = new Receiver();
        await using var app = await StartAsync(receiver, "message.sent");
        await app.Conversations.SetUserAsync(new("alice"), new() { Name = "Alice", Emails = ["alice@example.com"], Locale = "de", Role = "buyer" });

        var id = await app.CreateAsync();
        await app.SendAsync(id, "Hello");
        await app.Handlers.WaitUntilCaughtUpAsync(TimeSpan.FromMinutes(1));

        var conversation = (await app.Conversations.FindAsync(id))!;
        var message = conversation.LastMessage!;
        var (created, sent) = (conversation.CreatedAt.ToUnixTimeMilliseconds(), message.CreatedAt.ToUnixTimeMilliseconds());
        var request = receiver.Requests.Should().ContainSingle().Subject;
        request.Text.Should().Be($$$"""
            {"createdAt":{{{sent}}},"data":{"conversation":{"createdAt":{{{created}}},"custom":{},"id":"{{{id}}}","participants":{"alice":{"access":"ReadWrite","notify":true},"bob":{"access":"ReadWrite","notify":true}},"photoUrl":null,"subject":null,"topicId":null,"welcomeMessages":null},"message":{"attachment":null,"conversationId":"{{{id}}}","createdAt":{{{sent}}},"custom":{},"editedAt":null,"id":"{{{message.Id}}}","location":null,"origin":"web","readBy":[],"referencedMessageId":null,"senderId":"alice","text":"Hello","type":"UserMessage"},"sender":{{{Alice}}}},"id":"{{{IdOf(request)}}}","type":"message.sent"}
            """);
    }

    [Fact]
    public async Task Body_of_a_system_message_has_no_sender_and_that_of_an_edit_and_a_reply_have_what_TalkJS_gives_them()
    {
        await using var receiver = new Receiver();
        await using var app = await StartAsync(receiver, "message.sent", "message.updated");

        var id = await app.CreateAsync();
        await app.Conversations.SendSystemMessageAsync(id, "Welcome");
        var first = (await app.Conversations.SendAsync(id, new("alice"), "Hello")).Message!;
        await app.Handlers.WaitUntilCaughtUpAsync(TimeSpan.FromMinutes(1));
        var reply = (await app.Conversations.SendMessageAsync(id, WebhookApp.Bob, new("Thanks") { ReplyTo = first.Id })).Message!;
        await app.Handlers.WaitUntilCaughtUpAsync(TimeSpan.FromMinutes(1));
        var edited = await app.Conversations.EditMessageAsync(id, reply.Id, new() { Text = "Thank you" });
        await app.Handlers.WaitUntilCaughtUpAsync(TimeSpan.FromMinutes(1));

        var texts = receiver.Requests.Select(request => request.Text).ToList();
        texts.Should().HaveCount(4);
        texts[0].Should().Contain("""
            "origin":"rest","readBy":[],"referencedMessageId":null,"senderId":null,"text":"Welcome","type":"SystemMessage"},"sender":null}
            """);
        texts[2].Should().Contain($"\"editedAt\":null,\"id\":\"{reply.Id}\"").And.Contain($"\"referencedMessageId\":\"{first.Id}\"");
        texts[3].Should().Contain($"\"editedAt\":{edited.EditedAt!.Value.ToUnixTimeMilliseconds()},").And.Contain("\"text\":\"Thank you\"").And.EndWith("\"type\":\"message.updated\"}");
    }

    [Fact]
    public async Task Body_of_a_notification_has_the_missed_messages_the_recipient_and_the_sender()
    {
        await using var receiver = new Receiver();
        await using var app = await WebhookApp.StartAsync(receiver.Url, services =>
        {
            services.AddConversations().AddNotifications(options => options.Delay = TimeSpan.FromMilliseconds(50));
            services.Configure<WebhookOptions>(Endpoint.Name, options => SetFormat(options, "notification.triggered"));
        });
        await app.Conversations.SetUserAsync(new("alice"), new() { Name = "Alice", Emails = ["alice@example.com"], Locale = "de", Role = "buyer" });

        var id = await app.CreateAsync();
        await app.SendAsync(id, "Hello");
        while (receiver.Requests.IsEmpty)
            await Task.Delay(10);

        var data = System.Text.Json.JsonDocument.Parse(receiver.Requests.Single().Body).RootElement.GetProperty("data");
        data.EnumerateObject().Select(one => one.Name).Should().Equal("conversation", "messages", "notificationId", "recipient", "sender");
        data.GetProperty("messages").EnumerateArray().Single().GetProperty("text").GetString().Should().Be("Hello");
        data.GetProperty("recipient").GetProperty("id").GetString().Should().Be("bob");
        data.GetProperty("sender").GetRawText().Should().Be(Alice);
    }

    [Fact]
    public async Task Bodies_of_deletions_have_the_ids_of_what_is_gone()
    {
        await using var receiver = new Receiver();
        await using var app = await StartAsync(receiver, "message.deleted", "conversation.deleted");

        var id = await app.CreateAsync();
        var message = (await app.Conversations.SendAsync(id, new("alice"), "Hello")).Message!;
        await app.Conversations.DeleteMessageAsync(id, message.Id);
        await app.Handlers.WaitUntilCaughtUpAsync(TimeSpan.FromMinutes(1));
        await app.Conversations.DeleteAsync(id);
        await app.Handlers.WaitUntilCaughtUpAsync(TimeSpan.FromMinutes(1));

        receiver.Requests.Select(request => request.Type).Should().Equal("message.deleted", "conversation.deleted");
        receiver.Requests.First().Text.Should().Contain($$$""" "message":{"conversationId":"{{{id}}}","id":"{{{message.Id}}}"}},"id": """.Trim());
        receiver.Requests.Last().Text.Should().Contain($$$""" "data":{"conversation":{"id":"{{{id}}}"}},"id": """.Trim());
    }

    [Fact]
    public async Task Bodies_of_participants_and_reactions_have_their_user_whose_id_stands_for_an_unknown_name()
    {
        await using var receiver = new Receiver();
        await using var app = await StartAsync(receiver, "participant.removed", "reaction.added");

        var id = await app.CreateAsync();
        var message = (await app.Conversations.SendAsync(id, new("alice"), "Hello")).Message!;
        await app.Conversations.As(WebhookApp.Bob).AddReactionAsync(id, message.Id, ":ok:");
        await app.Conversations.RemoveParticipantAsync(id, WebhookApp.Bob);
        await app.Handlers.WaitUntilCaughtUpAsync(TimeSpan.FromMinutes(1));

        receiver.Requests.Select(request => request.Type).Should().Equal("reaction.added", "participant.removed");
        receiver.Requests.Should().OnlyContain(request => request.Text.Contains("\"id\":\"bob\",\"locale\":null,\"name\":\"bob\""));
        receiver.Requests.First().Text.Should().Contain("\"emoji\":\":ok:\"");
    }

    private static string IdOf(ReceivedRequest request) =>
        System.Text.Json.JsonDocument.Parse(request.Body).RootElement.GetProperty("id").GetString()!;

    private static Task<WebhookApp> StartAsync(Receiver receiver, params string[] types) => WebhookApp.StartAsync(receiver.Url, options => SetFormat(options, types));

    private static void SetFormat(WebhookOptions options, params string[] types)
    {
        options.Format = WebhookFormat.TalkJs;
        options.Secrets.Clear();
        options.Secrets.Add(WebhookSecret.FromBytes(Encoding.ASCII.GetBytes(Key)).Reveal());
        foreach (var type in types)
            options.Types.Add(type);
    }
}
