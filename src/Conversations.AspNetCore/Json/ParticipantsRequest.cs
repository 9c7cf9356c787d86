using System.Text.Json;
using System.Text.Json.Serialization;

namespace Conversations.Json;

/// <summary>Participants to add or to change: an array of ids or of objects with an id, or an object whose keys are ids. All forms mean the same.</summary>
[JsonConverter(typeof(ParticipantsRequestConverter))]
internal sealed class ParticipantsRequest(Dictionary<UserId, ParticipantPatch?> patches)
{
    internal IReadOnlyDictionary<UserId, ParticipantPatch?> Patches => patches;
}

/// <summary>Reads participants in all of their forms.</summary>
internal sealed class ParticipantsRequestConverter : JsonConverter<ParticipantsRequest>
{
    private const string Field = "participants";

    public override ParticipantsRequest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var patches = new Dictionary<UserId, ParticipantPatch?>();
        var isObject = reader.TokenType switch
        {
            JsonTokenType.StartObject => true,
            JsonTokenType.StartArray => false,
            _ => throw new JsonException(),
        };
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            var (id, patch) = isObject ? ReadMember(ref reader) : ReadItem(ref reader);
            if (!patches.TryAdd(Refusal.IdOf<UserId>(id, Field), patch))
                throw Refusal.Of(Field, "must name each user once");
        }

        return new(patches);
    }

    public override void Write(Utf8JsonWriter writer, ParticipantsRequest value, JsonSerializerOptions options) => throw new NotSupportedException();

    private static (string Id, ParticipantPatch? Patch) ReadMember(ref Utf8JsonReader reader)
    {
        var id = Texts.Of(ref reader);
        reader.Read();
        return (id, Texts.Within<ParticipantRequest>(ref reader, HttpJson.Default.ParticipantRequest, Field)?.Patch);
    }

    private static (string Id, ParticipantPatch? Patch) ReadItem(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
            return (Texts.Of(ref reader), null);

        var item = Texts.Within<ParticipantRequest>(ref reader, HttpJson.Default.ParticipantRequest, Field);
        return (item?.UserId ?? item?.Id ?? throw Refusal.Of(Field, "must have an id each"), item.Patch);
    }
}
