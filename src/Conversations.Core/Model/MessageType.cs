using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Specifies who wrote a message.</summary>
[JsonConverter(typeof(FixedEnumConverter<MessageType>))]
public enum MessageType
{
    /// <summary>A user wrote the message and is its sender.</summary>
    User = 0,

    /// <summary>The app wrote the message. It has no sender.</summary>
    System = 1,
}
