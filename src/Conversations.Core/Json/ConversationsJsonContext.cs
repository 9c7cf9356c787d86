using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>
/// Contains the JSON metadata of the model types. It is generated at build time, so no reflection is needed at run time.
/// </summary>
/// <remarks>
/// Only metadata is generated. The writers that can also be generated would ignore the options of the host and the changes that
/// <see cref="FixedForm"/> makes.
/// </remarks>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Conversation))]
[JsonSerializable(typeof(ConversationDraft))]
[JsonSerializable(typeof(ConversationResult))]
[JsonSerializable(typeof(ConversationSettings))]
[JsonSerializable(typeof(Participant))]
[JsonSerializable(typeof(ParticipantDraft))]
[JsonSerializable(typeof(Membership))]
[JsonSerializable(typeof(History))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(MessageDraft))]
[JsonSerializable(typeof(ImportedMessage))]
[JsonSerializable(typeof(ImportProgress))]
[JsonSerializable(typeof(SendResult))]
[JsonSerializable(typeof(Reaction))]
[JsonSerializable(typeof(Reactor))]
[JsonSerializable(typeof(User))]
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
[JsonSerializable(typeof(UnreadTotals))]
[JsonSerializable(typeof(MarkupDocument))]
[JsonSerializable(typeof(VisibleParticipant))]
[JsonSerializable(typeof(Page<Conversation>))]
[JsonSerializable(typeof(Page<InboxEntry>))]
[JsonSerializable(typeof(Page<Message>))]
[JsonSerializable(typeof(Page<Participant>))]
[JsonSerializable(typeof(Page<Reactor>))]
[JsonSerializable(typeof(Page<VisibleParticipant>))]
internal sealed partial class ConversationsJsonContext : JsonSerializerContext;
