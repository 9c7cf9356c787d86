using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>What a participant may do.</summary>
[JsonConverter(typeof(FixedEnumConverter<ParticipantAccess>))]
public enum ParticipantAccess
{
    /// <summary>May read, send, react and mark as read; the default.</summary>
    ReadWrite = 0,

    /// <summary>May read, react and mark as read; may not send, edit or delete.</summary>
    Read = 1,
}
