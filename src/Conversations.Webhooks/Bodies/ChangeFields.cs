using System.Text.Json;

namespace Conversations;

/// <summary>Writes the ids and numbers of a change, with the names that the library's JSON gives them.</summary>
internal static class ChangeFields
{
    internal static void Write(Utf8JsonWriter writer, Change change)
    {
        writer.WriteString("conversationId"u8, change.ConversationId.Value);
        writer.WriteNumber("version"u8, change.Version);
        writer.WriteString("actor"u8, change.Actor?.Value);
        if (change is MessageChange about)
        {
            writer.WriteString("messageId"u8, about.MessageId.Value);
            writer.WriteNumber("sequence"u8, about.Sequence);
        }

        switch (change)
        {
            case ConversationCreated created:
                WriteUsers(writer, created.Participants);
                break;
            case ConversationUpdated updated:
                WriteUsers(writer, updated.Participants);
                break;
            case ParticipantAdded added:
                writer.WriteString("userId"u8, added.UserId.Value);
                break;
            case ParticipantUpdated updated:
                writer.WriteString("userId"u8, updated.UserId.Value);
                break;
            case ParticipantRemoved removed:
                writer.WriteString("userId"u8, removed.UserId.Value);
                writer.WriteBoolean("left"u8, removed.Left);
                break;
            case MessageEdited edited:
                writer.WriteNumber("revision"u8, edited.Revision);
                break;
            case ReactionChange reaction:
                writer.WriteString("userId"u8, reaction.UserId.Value);
                writer.WriteString("emoji"u8, reaction.Emoji);
                break;
            case NotificationTriggered triggered:
                writer.WriteString("userId"u8, triggered.UserId.Value);
                writer.WriteNumber("upTo"u8, triggered.UpTo);
                break;
            default:
                break;
        }
    }

    private static void WriteUsers(Utf8JsonWriter writer, IReadOnlyList<UserId> users)
    {
        writer.WriteStartArray("participants"u8);
        foreach (var user in users)
            writer.WriteStringValue(user.Value);

        writer.WriteEndArray();
    }
}
