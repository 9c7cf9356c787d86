using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>What the compiler makes of the model types, so that nothing is reflected upon at run time.</summary>
/// <remarks>Metadata only: the writers that could be generated besides know neither the host's options nor the fixed form.</remarks>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Conversation))]
[JsonSerializable(typeof(ConversationDraft))]
[JsonSerializable(typeof(ConversationPatch))]
[JsonSerializable(typeof(ConversationResult))]
[JsonSerializable(typeof(ConversationSettings))]
[JsonSerializable(typeof(Participant))]
[JsonSerializable(typeof(ParticipantDraft))]
[JsonSerializable(typeof(ParticipantPatch))]
[JsonSerializable(typeof(Membership))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(MessageDraft))]
[JsonSerializable(typeof(MessagePatch))]
[JsonSerializable(typeof(ImportedMessage))]
[JsonSerializable(typeof(ImportProgress))]
[JsonSerializable(typeof(SendResult))]
[JsonSerializable(typeof(Reaction))]
[JsonSerializable(typeof(Reactor))]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(UserPatch))]
[JsonSerializable(typeof(UserProfile))]
[JsonSerializable(typeof(OpeningMessage))]
[JsonSerializable(typeof(ErasureProgress))]
[JsonSerializable(typeof(Change))]
[JsonSerializable(typeof(MessageChange))]
[JsonSerializable(typeof(ReactionChange))]
[JsonSerializable(typeof(IReadOnlyList<Change>))]
[JsonSerializable(typeof(ConversationView))]
[JsonSerializable(typeof(InboxEntry))]
[JsonSerializable(typeof(ReadState))]
[JsonSerializable(typeof(VisibleParticipant))]
[JsonSerializable(typeof(Page<Conversation>))]
[JsonSerializable(typeof(Page<InboxEntry>))]
[JsonSerializable(typeof(Page<Message>))]
[JsonSerializable(typeof(Page<Participant>))]
[JsonSerializable(typeof(Page<Reactor>))]
[JsonSerializable(typeof(Page<VisibleParticipant>))]
internal sealed partial class ConversationsJsonContext : JsonSerializerContext;
