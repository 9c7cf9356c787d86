using System.Text.Json.Serialization;

namespace Conversations.Tests.Json;

/// <summary>
/// Contains what the source generator says about the model types. The forms of the library are written by hand, and
/// <see cref="GeneratedFormTests"/> compares them with this context.
/// </summary>
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
[JsonSerializable(typeof(WatchEvent))]
[JsonSerializable(typeof(WatchedChange))]
[JsonSerializable(typeof(Page<Conversation>))]
[JsonSerializable(typeof(Page<InboxEntry>))]
[JsonSerializable(typeof(Page<Message>))]
[JsonSerializable(typeof(Page<Participant>))]
[JsonSerializable(typeof(Page<Reactor>))]
[JsonSerializable(typeof(Page<VisibleParticipant>))]
internal sealed partial class GeneratedContext : JsonSerializerContext;
