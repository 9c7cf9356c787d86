using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Represents something that happened in a conversation that is watched, or to a watch itself.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(WatchedChange), nameof(WatchedChange))]
[JsonDerivedType(typeof(ConversationRead), nameof(ConversationRead))]
[JsonDerivedType(typeof(ConversationMarkedUnread), nameof(ConversationMarkedUnread))]
[JsonDerivedType(typeof(TypingChanged), nameof(TypingChanged))]
[JsonDerivedType(typeof(OnlineChanged), nameof(OnlineChanged))]
[JsonDerivedType(typeof(Resync), nameof(Resync))]
[JsonDerivedType(typeof(Gone), nameof(Gone))]
[JsonDerivedType(typeof(Reload), nameof(Reload))]
[JsonDerivedType(typeof(CaughtUp), nameof(CaughtUp))]
public abstract class WatchEvent
{
    private string? _resume;

    private protected WatchEvent()
    {
    }

    /// <summary>
    /// Gets the token with which a watch of all conversations of a user resumes after this event; or null if one conversation is watched, which resumes after a
    /// version. It is valid for this user only, on every host.
    /// </summary>
    [JsonPropertyName("resume")]
    public string? Resume
    {
        get => _resume;
        init => _resume = value;
    }

    internal WatchEvent With(string? resume)
    {
        if (resume == _resume)
            return this;

        var copy = (WatchEvent)MemberwiseClone();
        copy._resume = resume;
        return copy;
    }
}
