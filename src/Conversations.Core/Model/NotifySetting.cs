using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Of which missed messages a participant wants to be notified.</summary>
[JsonConverter(typeof(FixedEnumConverter<NotifySetting>))]
public enum NotifySetting
{
    /// <summary>Of all; the default.</summary>
    All = 0,

    /// <summary>Of none.</summary>
    None = 1,

    /// <summary>Only of those that mention them.</summary>
    MentionsOnly = 2,
}
