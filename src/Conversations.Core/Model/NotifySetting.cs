using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Specifies which missed messages a participant wants to be notified about.</summary>
[JsonConverter(typeof(FixedEnumConverter<NotifySetting>))]
public enum NotifySetting
{
    /// <summary>All messages. This is the default.</summary>
    All = 0,

    /// <summary>No messages.</summary>
    None = 1,

    /// <summary>Only messages that mention the participant.</summary>
    MentionsOnly = 2,
}
