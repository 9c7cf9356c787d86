using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Specifies how a message was added.</summary>
[JsonConverter(typeof(FixedEnumConverter<MessageOrigin>))]
public enum MessageOrigin
{
    /// <summary>The app sent the message, in its own name or in the name of a user.</summary>
    Api = 0,

    /// <summary>A user sent the message through a <see cref="UserSession"/>.</summary>
    Session = 1,

    /// <summary>The app imported the message with its own time.</summary>
    Import = 2,
}
