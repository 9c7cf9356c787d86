using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Represents a participant of a conversation that will be created.</summary>
/// <param name="UserId">The user. A call that receives the draft throws if it is <c>default</c>.</param>
public sealed record ParticipantDraft(
    [property: JsonPropertyName("userId")] UserId UserId)
{
    /// <summary>Gets what the participant may do. <see cref="ParticipantAccess.ReadWrite"/> by default.</summary>
    [JsonPropertyName("access")]
    [JsonConverter(typeof(FixedEnumConverter<ParticipantAccess>))]
    public ParticipantAccess Access { get; init; }

    /// <summary>
    /// Gets which missed messages the participant wants to be notified about. <see cref="NotifySetting.All"/> by default.
    /// </summary>
    [JsonPropertyName("notify")]
    [JsonConverter(typeof(FixedEnumConverter<NotifySetting>))]
    public NotifySetting Notify { get; init; }

    /// <summary>
    /// Gets how much of the past the participant can see, or null for the default: what they could see when they last took part, or
    /// <see cref="Conversations.History.All"/> if they never did.
    /// </summary>
    [JsonPropertyName("history")]
    public History? History { get; init; }
}
