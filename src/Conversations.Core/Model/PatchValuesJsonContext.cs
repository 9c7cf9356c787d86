using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Contains the JSON metadata of the values in patches, apart from those that <see cref="FixedValues"/> resolves.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(IReadOnlyDictionary<UserId, ParticipantPatch>))]
internal sealed partial class PatchValuesJsonContext : JsonSerializerContext;
