using System.Text.Json;
using System.Text.Json.Serialization;

namespace Conversations.Json;

/// <summary>What creates or changes a user. A property that is left out stays as it is; null resets it.</summary>
internal sealed class UserRequest
{
    internal UserPatch Patch { get; } = new();

    /// <summary>The user, in a list of users.</summary>
    public string? Id { get; set; }

    public string? Name { get => Patch.Name; set => Patch.Name = value; }

    public string? PhotoUrl { get => Patch.PhotoUrl; set => Patch.PhotoUrl = value; }

    [JsonConverter(typeof(OneOrMoreConverter))]
    public IReadOnlyList<string>? Email { get => Patch.Emails; set => Patch.Emails = value; }

    [JsonConverter(typeof(OneOrMoreConverter))]
    public IReadOnlyList<string>? Phone { get => Patch.Phones; set => Patch.Phones = value; }

    public string? Locale { get => Patch.Locale; set => Patch.Locale = value; }

    public string? Role { get => Patch.Role; set => Patch.Role = value; }

    public string? WelcomeMessage { get => Patch.WelcomeMessage; set => Patch.WelcomeMessage = value; }

    public CustomPatch? Custom { get => Patch.Custom; set => Patch.Custom = value; }
}

/// <summary>Reads a string or an array of strings. A null in the array is left out, as in TalkJS.</summary>
internal sealed class OneOrMoreConverter : JsonConverter<IReadOnlyList<string>>
{
    public override IReadOnlyList<string>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return [Texts.Of(ref reader)];

        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException();

        var texts = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Null)
                texts.Add(reader.TokenType == JsonTokenType.String ? Texts.Of(ref reader) : throw new JsonException());
        }

        return texts;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<string> value, JsonSerializerOptions options) => throw new NotSupportedException();
}
