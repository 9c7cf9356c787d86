using System.Text.Json;
using Conversations.Storage;

namespace Conversations;

/// <summary>Reads conversations and participants. The statements of each database select the columns in the order in which they are read here.</summary>
internal static class ConversationReader
{
    /// <summary>Reads a conversation and its last message, whose columns come after those of the conversation and are the last of the row.</summary>
    internal static Conversation ReadConversation(ref RowReader row)
    {
        var id = row.NextConversation();
        return new()
        {
            Id = id,
            Subject = row.NextTextOrNull(),
            PhotoUrl = row.NextTextOrNull(),
            WelcomeMessages = ReadWelcome(ref row),
            Custom = row.NextCustom(),
            CreatedAt = row.NextTime(),
            ParticipantCount = row.NextInt32(),
            MessageCount = row.NextInt64(),
            LastSequence = row.NextInt64(),
            LastActivityAt = row.NextTimeOrNull(),
            Version = row.NextInt64(),
            SettingsVersion = row.NextInt64(),
            LastMessage = MessageReader.Read(ref row, id),
        };
    }

    /// <summary>Reads an entry of an inbox: the participant, the number of unread messages, the first other participants, and the conversation.</summary>
    internal static StoredInboxEntry ReadEntry(ref RowReader row)
    {
        var (participant, unread, others) = (ReadParticipant(ref row), row.NextInt64(), row.NextUsers());
        return new(ReadConversation(ref row), participant, unread, others);
    }

    /// <summary>Reads the settings of a conversation, whose columns <see cref="ReadConversation"/> reads after the id.</summary>
    internal static ConversationSettings ReadSettings(ref RowReader row) => new()
    {
        Subject = row.NextTextOrNull(),
        PhotoUrl = row.NextTextOrNull(),
        WelcomeMessages = ReadWelcome(ref row),
        Custom = row.NextCustom(),
    };

    internal static string[] ReadWelcome(ref RowReader row) =>
        row.NextTextOrNull() is { } json ? JsonSerializer.Deserialize(json, RowJson.Default.StringArray)! : [];

    /// <summary>Reads what a participant has missed, whose columns come after those of the participant.</summary>
    internal static MissedMessages ReadMissed(ref RowReader row)
    {
        var participant = ReadParticipant(ref row);
        var (from, upTo, at) = (row.NextInt64OrNull(), row.NextInt64OrNull(), row.NextTimeOrNull());
        var (first, firstAt, last, lastAt) = (row.NextInt64(), row.NextTime(), row.NextInt64(), row.NextTime());
        return new(participant, first, firstAt, last, lastAt, at is null ? null : new(from!.Value, upTo!.Value, at.Value));
    }

    /// <summary>Reads who watches a conversation, after the place of the key: the participant, the unread count, and an array of [sequence, emoji].</summary>
    internal static (int Place, WatchingViewer Viewer) ReadViewer(ref RowReader row)
    {
        var (place, participant, unread, json) = (row.NextInt32(), ReadParticipant(ref row), row.NextInt64(), row.NextTextOrNull());
        if (json is null)
            return (place, new(participant, unread, []));

        using var reactions = JsonDocument.Parse(json);
        return (place, new(participant, unread, [.. reactions.RootElement.EnumerateArray().Select(one => (one[0].GetInt64(), one[1].GetString()!))]));
    }

    internal static Participant ReadParticipant(ref RowReader row) => new()
    {
        UserId = row.NextUser(),
        Access = (ParticipantAccess)row.NextInt32(),
        Notify = (NotifySetting)row.NextInt32(),
        JoinedAt = row.NextTime(),
        JoinedAfter = row.NextInt64(),
        ReadUpTo = row.NextInt64(),
        IsMarkedUnread = row.NextBoolean(),
        VisibleFrom = row.NextInt64(),
    };

    /// <summary>Reads a participant, or null if an outer join found none.</summary>
    internal static Participant? ReadParticipantOrNull(ref RowReader row)
    {
        const int columns = 8;
        if (!row.IsNextNull)
            return ReadParticipant(ref row);

        row.Skip(columns);
        return null;
    }
}
