using System.Text;

namespace Conversations.Webhooks;

public sealed class StandardBodyTests
{
    private const string Conversation =
        """
        "conversation":{"id":"order-42","subject":"Order 42","photoUrl":null,"welcomeMessages":[],"custom":{"shop":"Zürich"},"createdAt":"2023-11-14T22:13:20.123+00:00","participantCount":2,"isGroup":false,"messageCount":1,"lastSequence":1,"lastActivityAt":"2023-11-14T22:13:20.123+00:00","version":9,"settingsVersion":1}
        """;

    private const string Message =
        """
        "message":{"id":"m-1","conversationId":"order-42","sequence":1,"type":"User","origin":"Session","senderId":"alice","text":"Grüße \"an\" <alle> \uD83C\uDFE0","custom":{"kind":"note"},"createdAt":"2023-11-14T22:13:20.123+00:00","editedAt":null,"revision":0,"replyTo":null,"repliedTo":null,"reactions":[]}
        """;

    private const string Alice =
        """
        "users":{"alice":{"id":"alice","name":"Alice","photoUrl":null,"emails":["alice@example.com"],"phones":[],"locale":null,"role":null,"welcomeMessage":null,"custom":{"tier":"gold"}}}
        """;

    private const string Bob =
        """
        {"id":"bob","name":"Bob","photoUrl":null,"emails":[],"phones":[],"locale":null,"role":null,"welcomeMessage":null,"custom":{}}
        """;

    private const string Nobody = "\"users\":{}";

    public static TheoryData<string, string, string> Types => new()
    {
        { "conversation.created", """ "version":1,"actor":null,"participants":["alice","bob"] """, $"{Conversation},{Alice}" },
        { "conversation.updated", """ "version":3,"actor":null,"participants":["bob"] """, $"{Conversation},{Nobody}" },
        { "conversation.deleted", """ "version":4,"actor":null """, $"\"conversation\":null,{Nobody}" },
        { "participant.added", """ "version":5,"actor":"alice","userId":"bob" """, $"{Conversation},{Alice}" },
        { "participant.updated", """ "version":6,"actor":null,"userId":"bob" """, $"{Conversation},{Nobody}" },
        { "participant.removed", """ "version":7,"actor":"bob","userId":"bob","left":true """, $"{Conversation},{Nobody}" },
        { "message.sent", """ "version":2,"actor":"alice","messageId":"m-1","sequence":1 """, $"{Conversation},{Message},{Alice}" },
        { "message.updated", """ "version":8,"actor":null,"messageId":"m-1","sequence":1,"revision":1 """, $"{Conversation},{Message},{Alice}" },
        { "message.deleted", """ "version":9,"actor":null,"messageId":"m-1","sequence":1 """, $$"""{{Conversation}},"message":null,{{Alice}}""" },
        { "reaction.added", """ "version":10,"actor":"alice","messageId":"m-1","sequence":1,"userId":"alice","emoji":"\uD83D\uDC4D" """, $"{Conversation},{Message},{Alice}" },
        { "reaction.removed", """ "version":11,"actor":null,"messageId":"m-1","sequence":1,"userId":"bob","emoji":":ok:" """, $"{Conversation},{Message},{Alice}" },
        {
            "notification.triggered", """ "version":12,"actor":null,"userId":"bob","upTo":1 """,
            $"{Conversation},\"title\":\"Order 42\",\"unreadCount\":2,\"isMentioned\":false,\"recipient\":{Bob},\"messages\":[{Message["\"message\":".Length..]}],{Alice}"
        },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void Body_of_each_type_is_the_approved_text(string type, string fields, string content)
    {
        var head = $$"""{"type":"{{type}}","timestamp":"2023-11-14T22:13:20.123Z","data":{"conversationId":"order-42",{{fields.Trim()}}""";

        TextOf(Changes.Of(type), WebhookContent.Full).Should().Be($"{head},{content}}}}}");
        TextOf(Changes.Of(type), WebhookContent.Thin).Should().Be($"{head}}}}}");
    }

    [Fact]
    public void Every_type_has_an_approved_text() => Types.Select(row => row.Data.Item1).Should().BeEquivalentTo(WebhookType.All.Select(type => type.Name));

    [Fact]
    public void Body_of_more_than_20_KB_is_thin()
    {
        // One character of the custom data takes two bytes.
        var room = (20 * 1_024) - TextOf(Changes.SentWith(""), WebhookContent.Full).Length - 1;
        var (largest, larger) = (new string('a', room), new string('a', room + 1));

        TextOf(Changes.SentWith(largest), WebhookContent.Full).Should().Contain(largest);
        TextOf(Changes.SentWith(larger), WebhookContent.Full).Should().Be(TextOf(Changes.Sent, WebhookContent.Thin));
    }

    private static string TextOf(ChangeContext<Change> context, WebhookContent content)
    {
        var buffer = new BodyBuffer();
        StandardBody.Write(buffer, context, Changes.MissedOf(context.Change), content);
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(buffer.Written.Span);
        buffer.Return();
        return text;
    }
}
