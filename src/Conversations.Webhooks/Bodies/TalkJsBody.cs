using System.Text.Json;

namespace Conversations;

/// <summary>Writes bodies of the form <c>{ "createdAt", "data", "id", "type" }</c>, as TalkJS documents it for its own webhooks.</summary>
/// <param name="conversations">Reads the participants: a body of TalkJS contains them, and a change comes without them.</param>
internal sealed class TalkJsBody(IConversations conversations)
{
    internal async Task WriteAsync(BodyBuffer buffer, string id, ChangeContext<Change> context, Notification? notification, CancellationToken cancellationToken)
    {
        var participants = await ParticipantsOfAsync(context, cancellationToken).ConfigureAwait(false);
        var change = context.Change;
        var writer = new Utf8JsonWriter(buffer, WebhookJson.Writing);
        await using (writer.ConfigureAwait(false))
        {
            writer.WriteStartObject();
            writer.WriteNumber("createdAt"u8, change.At.ToUnixTimeMilliseconds());
            writer.WriteStartObject("data"u8);
            TalkJsObjects.WriteConversation(writer, change.ConversationId, context.Conversation, participants);
            if (notification is null)
                WriteData(writer, context);
            else
                TalkJsObjects.WriteNotification(writer, notification);
            writer.WriteEndObject();
            writer.WriteString("id"u8, id);
            writer.WriteString("type"u8, WebhookType.NameOf(change));
            writer.WriteEndObject();
        }
    }

    private static void WriteData(Utf8JsonWriter writer, ChangeContext<Change> context)
    {
        if (context.Change is MessageChange about)
        {
            TalkJsObjects.WriteMessage(writer, about, context.Message);
            if (context.Message is not null)
                TalkJsObjects.WriteUser(writer, "sender"u8, context.Message.SenderId, context.Users);
        }

        switch (context.Change)
        {
            case ParticipantAdded added:
                TalkJsObjects.WriteUser(writer, "user"u8, added.UserId, context.Users);
                break;
            case ParticipantUpdated updated:
                TalkJsObjects.WriteUser(writer, "user"u8, updated.UserId, context.Users);
                break;
            case ParticipantRemoved removed:
                TalkJsObjects.WriteUser(writer, "user"u8, removed.UserId, context.Users);
                break;
            case ReactionChange reaction:
                TalkJsObjects.WriteUser(writer, "user"u8, reaction.UserId, context.Users);
                writer.WriteString("emoji"u8, reaction.Emoji);
                break;
            default:
                break;
        }
    }

    private async Task<List<Participant>> ParticipantsOfAsync(ChangeContext<Change> context, CancellationToken cancellationToken)
    {
        var participants = new List<Participant>();
        if (context.Conversation is null)
            return participants;

        try
        {
            await foreach (var one in conversations.ListParticipantsAsync(context.Conversation.Id).WithCancellation(cancellationToken).ConfigureAwait(false))
                participants.Add(one);
        }
        catch (ConversationNotFoundException)
        {
            // It was deleted after the change was read.
            participants.Clear();
        }

        return participants;
    }
}
