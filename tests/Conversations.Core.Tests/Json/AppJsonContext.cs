using System.Text.Json.Serialization;

namespace Conversations.Tests.Json;

/// <summary>A context as an app has one, in an assembly of its own.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(AppTicket))]
internal sealed partial class AppJsonContext : JsonSerializerContext;
