using System.Text.Json.Serialization;

namespace Conversations.Tests.Json;

/// <summary>A serializer context as an app declares it in its own assembly.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(AppTicket))]
internal sealed partial class AppJsonContext : JsonSerializerContext;
