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

/// <summary>Users to create or to change: an object whose keys are ids, as in TalkJS, or an array of objects with an id.</summary>
[JsonConverter(typeof(UsersRequestConverter))]
internal sealed class UsersRequest(IReadOnlyList<(UserId Id, UserPatch Patch)> items)
{
    internal IReadOnlyList<(UserId Id, UserPatch Patch)> Items => items;
}

/// <summary>Reads users in both forms.</summary>
internal sealed class UsersRequestConverter : JsonConverter<UsersRequest>
{
    public override UsersRequest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var isObject = reader.TokenType switch
        {
            JsonTokenType.StartObject => true,
            JsonTokenType.StartArray => false,
            _ => throw new JsonException(),
        };
        var (items, ids) = (new List<(UserId Id, UserPatch Patch)>(), new HashSet<UserId>());
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            var (field, id) = ($"[{items.Count}]", isObject ? Texts.Of(ref reader) : null);
            if (isObject)
                reader.Read();

            var user = Texts.Within<UserRequest>(ref reader, HttpJson.Default.UserRequest, field) ?? throw Refusal.Of(field, "must be a user");
            id ??= user.Id ?? throw Refusal.Of($"{field}.id", "is required");
            var known = Refusal.IdOf<UserId>(id, $"{field}.id");
            items.Add(ids.Add(known) ? (known, user.Patch) : throw Refusal.Of($"{field}.id", "must be given once"));
        }

        return new(items);
    }

    public override void Write(Utf8JsonWriter writer, UsersRequest value, JsonSerializerOptions options) => throw new NotSupportedException();
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
