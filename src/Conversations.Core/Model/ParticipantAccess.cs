using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Specifies what a participant may do.</summary>
[JsonConverter(typeof(FixedEnumConverter<ParticipantAccess>))]
public enum ParticipantAccess
{
    /// <summary>The participant may read, send, react and mark as read. This is the default.</summary>
    ReadWrite = 0,

    /// <summary>The participant may read, react and mark as read, but may not send, edit or delete.</summary>
    Read = 1,
}
