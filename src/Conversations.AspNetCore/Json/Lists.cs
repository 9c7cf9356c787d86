using System.Text.Json.Serialization;

namespace Conversations.Json;

/// <summary>An empty object.</summary>
internal sealed class EmptyJson;

/// <summary>A list of the server side.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
internal sealed class ListJson<T>
{
    public required IReadOnlyList<T> Data { get; init; }

    /// <summary>The parameter <c>cursor</c> of the next page, or null if this is the last one.</summary>
    public string? Next { get; init; }
}

/// <summary>A page of messages, with the names of those who wrote them.</summary>
internal sealed class MessagePageJson
{
    public required IReadOnlyList<MessageJson> Data { get; init; }

    public string? Next { get; init; }

    /// <summary>Name and photo of each user who wrote one of the messages, or the message that it replies to, by id.</summary>
    public required IReadOnlyDictionary<string, NameJson> Users { get; init; }
}

/// <summary>A conversation with its newest messages and its first participants: what a screen needs to open it.</summary>
internal sealed class ScreenJson
{
    public required EntryJson Entry { get; init; }

    public required MessagePageJson Messages { get; init; }

    public required IReadOnlyList<VisibleParticipantJson> Participants { get; init; }

    /// <summary>The sequence up to which every participant has read.</summary>
    public long? EveryoneReadUpTo { get; init; }
}

/// <summary>A participant as other participants see it.</summary>
internal sealed class VisibleParticipantJson
{
    public required string UserId { get; init; }

    public required ParticipantAccess Access { get; init; }

    public required long JoinedAt { get; init; }

    public required long ReadUpTo { get; init; }

    /// <summary>The name of the user, or the id if the directory does not know the user.</summary>
    public required string Name { get; init; }

    public string? PhotoUrl { get; init; }

    internal static VisibleParticipantJson Of(VisibleParticipant participant, IReadOnlyDictionary<UserId, User> users)
    {
        var user = users.GetValueOrDefault(participant.UserId);
        return new()
        {
            UserId = participant.UserId.Value,
            Access = participant.Access,
            JoinedAt = UnixTime.Of(participant.JoinedAt),
            ReadUpTo = participant.ReadUpTo,
            Name = user?.Name ?? participant.UserId.Value,
            PhotoUrl = user?.PhotoUrl,
        };
    }
}

/// <summary>What a user has read.</summary>
internal sealed class ReadStateJson
{
    public required long ReadUpTo { get; init; }

    public required long UnreadCount { get; init; }

    public required bool IsUnread { get; init; }

    internal static ReadStateJson Of(ReadState state) => new() { ReadUpTo = state.ReadUpTo, UnreadCount = state.UnreadCount, IsUnread = state.IsUnread };
}

/// <summary>What a badge shows.</summary>
internal sealed class UnreadJson
{
    public required int Conversations { get; init; }

    public required long Messages { get; init; }

    public required bool IsExact { get; init; }
}

/// <summary>Whether users are online, by id.</summary>
internal sealed class OnlineJson
{
    public required IReadOnlyDictionary<string, bool> Users { get; init; }
}

/// <summary>A message that was sent, or was there already.</summary>
internal sealed class SentJson
{
    public required string Id { get; init; }

    public required bool Created { get; init; }

    /// <summary>The message as it is now, or null if it was deleted since it was sent first, or was not sent.</summary>
    public MessageJson? Message { get; init; }

    /// <summary>Why one of several messages was not sent. The others were: those before it and those after it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ProblemJson? Error { get; init; }
}

/// <summary>A page of participants on the server side, by id.</summary>
internal sealed class ParticipantsJson
{
    public required IReadOnlyDictionary<string, ParticipantJson> Data { get; init; }

    public string? Next { get; init; }
}
