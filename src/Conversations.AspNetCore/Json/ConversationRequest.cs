namespace Conversations.Json;

/// <summary>What creates or changes a conversation. A property that is left out stays as it is; null resets it.</summary>
internal sealed class ConversationRequest
{
    internal ConversationPatch Patch { get; } = new();

    public string? Subject { get => Patch.Subject; set => Patch.Subject = value; }

    public string? PhotoUrl { get => Patch.PhotoUrl; set => Patch.PhotoUrl = value; }

    public IReadOnlyList<string>? WelcomeMessages { get => Patch.WelcomeMessages; set => Patch.WelcomeMessages = value; }

    public CustomPatch? Custom { get => Patch.Custom; set => Patch.Custom = value; }

    public ParticipantsRequest? Participants
    {
        get;
        set
        {
            field = value;
            Patch.Participants = value?.Patches;
        }
    }
}
