using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>On which way a message came in.</summary>
[JsonConverter(typeof(FixedEnumConverter<MessageOrigin>))]
public enum MessageOrigin
{
    /// <summary>Sent by the app, for itself or on a user's behalf.</summary>
    Api = 0,

    /// <summary>Sent by a user, through a session of theirs.</summary>
    Session = 1,

    /// <summary>Imported with its own time.</summary>
    Import = 2,
}
