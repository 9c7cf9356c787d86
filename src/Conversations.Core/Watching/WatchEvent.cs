using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Represents something that happened in a conversation that is watched.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(WatchedChange), nameof(WatchedChange))]
public abstract record WatchEvent
{
    private protected WatchEvent()
    {
    }

    /// <summary>Gets the conversation.</summary>
    [JsonIgnore]
    public abstract ConversationId ConversationId { get; }
}
