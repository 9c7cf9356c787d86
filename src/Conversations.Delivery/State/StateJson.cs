using System.Text.Json.Serialization;

namespace Conversations;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(HandlerState))]
[JsonSerializable(typeof(DeliveryError))]
[JsonSerializable(typeof(AsideState))]
internal sealed partial class StateJson : JsonSerializerContext;
