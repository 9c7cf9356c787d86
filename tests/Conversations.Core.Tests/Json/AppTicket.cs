namespace Conversations.Tests.Json;

/// <summary>A type of an app that has properties with types of this library.</summary>
internal sealed record AppTicket
{
    public UserId OpenedBy { get; init; }

    public ConversationId? Thread { get; init; }

    public MessageId LastMessage { get; init; }

    public CustomData? Custom { get; init; }

    public CustomPatch? Patch { get; init; }

    public ParticipantAccess AccessLevel { get; init; }

    public NotifySetting? Notify { get; init; }

    public Dictionary<UserId, int>? UnreadCounts { get; init; }

    public Dictionary<ParticipantAccess, int>? ByAccess { get; init; }

    public Participant? Agent { get; init; }

    public ConversationDraft? Draft { get; init; }
}
