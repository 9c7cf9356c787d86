using System.Text.Json;
using System.Text.Json.Serialization;

namespace Conversations.Json;

/// <summary>What a participant may do, of what they are notified, and from where they see the past.</summary>
internal sealed class ParticipantRequest
{
    internal ParticipantPatch Patch { get; } = new();

    /// <summary>The user, in a list of participants. In TalkJS its name is <see cref="Id"/>.</summary>
    public string? UserId { get; set; }

    public string? Id { get; set; }

    public ParticipantAccess? Access { get => Patch.Access; set => Patch.Access = value; }

    [JsonConverter(typeof(NotifyConverter))]
    public NotifySetting? Notify { get => Patch.Notify; set => Patch.Notify = value; }

    public History? History { get => Patch.History; set => Patch.History = value; }
}

/// <summary>Reads and writes of what a participant is notified as TalkJS has it: true, false or "MentionsOnly". It also reads the names of the library.</summary>
internal sealed class NotifyConverter : JsonConverter<NotifySetting?>
{
    public override NotifySetting? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.True => NotifySetting.All,
        JsonTokenType.False => NotifySetting.None,
        JsonTokenType.String => Texts.Of(ref reader) switch
        {
            "All" => NotifySetting.All,
            "None" => NotifySetting.None,
            "MentionsOnly" => NotifySetting.MentionsOnly,
            _ => throw new JsonException(),
        },
        _ => throw new JsonException(),
    };

    public override void Write(Utf8JsonWriter writer, NotifySetting? value, JsonSerializerOptions options)
    {
        switch (value)
        {
            case NotifySetting.All:
                writer.WriteBooleanValue(true);
                break;
            case NotifySetting.None:
                writer.WriteBooleanValue(false);
                break;
            case null:
                writer.WriteNullValue();
                break;
            default:
                writer.WriteStringValue("MentionsOnly");
                break;
        }
    }
}
