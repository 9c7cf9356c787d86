using System.Text.Json;
using System.Text.Json.Serialization;

namespace Conversations.Json;

/// <summary>The JSON of requests and answers. Times are milliseconds since 1970.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    AllowDuplicateProperties = false,
    MaxDepth = 32)]
[JsonSerializable(typeof(ConversationRequest))]
[JsonSerializable(typeof(UserRequest))]
[JsonSerializable(typeof(UsersRequest))]
[JsonSerializable(typeof(ParticipantRequest))]
[JsonSerializable(typeof(MessageRequest))]
[JsonSerializable(typeof(MessagesRequest))]
[JsonSerializable(typeof(MessagePatchRequest))]
[JsonSerializable(typeof(UserConversationRequest))]
[JsonSerializable(typeof(ReadRequest))]
[JsonSerializable(typeof(TypingRequest))]
[JsonSerializable(typeof(JsonElement[]))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(EmptyJson))]
[JsonSerializable(typeof(UserJson))]
[JsonSerializable(typeof(ListJson<UserJson>))]
[JsonSerializable(typeof(ConversationJson))]
[JsonSerializable(typeof(ListJson<ConversationJson>))]
[JsonSerializable(typeof(ParticipantJson))]
[JsonSerializable(typeof(ParticipantsJson))]
[JsonSerializable(typeof(MessageJson))]
[JsonSerializable(typeof(ListJson<MessageJson>))]
[JsonSerializable(typeof(SentJson[]))]
[JsonSerializable(typeof(ListJson<ReactorJson>))]
[JsonSerializable(typeof(SentJson))]
[JsonSerializable(typeof(EntryJson))]
[JsonSerializable(typeof(ListJson<EntryJson>))]
[JsonSerializable(typeof(ScreenJson))]
[JsonSerializable(typeof(MessagePageJson))]
[JsonSerializable(typeof(VisibleParticipantJson))]
[JsonSerializable(typeof(ListJson<VisibleParticipantJson>))]
[JsonSerializable(typeof(ProfileJson))]
[JsonSerializable(typeof(ListJson<ProfileJson>))]
[JsonSerializable(typeof(ReadStateJson))]
[JsonSerializable(typeof(UnreadJson))]
[JsonSerializable(typeof(OnlineJson))]
[JsonSerializable(typeof(ImportJson))]
[JsonSerializable(typeof(ProblemJson))]
internal sealed partial class HttpJson : JsonSerializerContext;

/// <summary>The JSON of events, which leaves out what an event does not have.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EventJson))]
internal sealed partial class EventsJson : JsonSerializerContext;
