using System.Text;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Represents a user as a participant of one conversation.</summary>
public sealed record Participant
{
    /// <summary>Gets the user.</summary>
    [JsonPropertyName("userId")]
    public required UserId UserId { get; init; }

    /// <summary>Gets what the participant may do.</summary>
    [JsonPropertyName("access")]
    [JsonConverter(typeof(FixedEnumConverter<ParticipantAccess>))]
    public ParticipantAccess Access { get; init; }

    /// <summary>Gets which missed messages the participant wants to be notified about.</summary>
    [JsonPropertyName("notify")]
    [JsonConverter(typeof(FixedEnumConverter<NotifySetting>))]
    public NotifySetting Notify { get; init; }

    /// <summary>
    /// Gets the time at which the participant joined, in UTC and whole milliseconds. If a user leaves and returns, it is the
    /// later time.
    /// </summary>
    [JsonPropertyName("joinedAt")]
    public required DateTimeOffset JoinedAt { get; init; }

    /// <summary>
    /// Gets the last sequence of the conversation at the time at which the participant joined; 0 if there was no message.
    /// </summary>
    [JsonPropertyName("joinedAfter")]
    public long JoinedAfter { get; init; }

    /// <summary>
    /// Gets the sequence of the first message that the participant can see, 1 by default. Messages before it do not exist for them.
    /// </summary>
    [JsonPropertyName("visibleFrom")]
    public long VisibleFrom { get; init; } = 1;

    /// <summary>Gets the sequence up to which the participant has read.</summary>
    [JsonPropertyName("readUpTo")]
    public long ReadUpTo { get; init; }

    /// <summary>
    /// Gets whether the participant marked the conversation as unread. Marking it as read or sending a message to it removes the
    /// mark.
    /// </summary>
    [JsonPropertyName("isMarkedUnread")]
    public bool IsMarkedUnread { get; init; }

    private bool PrintMembers(StringBuilder builder) => Printed.Members(
        builder,
        "UserId = {0}, Access = {1}, Notify = {2}, JoinedAt = {3}, JoinedAfter = {4}, VisibleFrom = {5}, ReadUpTo = {6}, "
        + "IsMarkedUnread = {7}",
        UserId, Access, Notify, JoinedAt, JoinedAfter, VisibleFrom, ReadUpTo, IsMarkedUnread);
}
