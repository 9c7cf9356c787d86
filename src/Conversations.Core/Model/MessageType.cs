using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Who wrote a message.</summary>
[JsonConverter(typeof(FixedEnumConverter<MessageType>))]
public enum MessageType
{
    /// <summary>A user, who is its sender.</summary>
    User = 0,

    /// <summary>The app; there is no sender.</summary>
    System = 1,
}
