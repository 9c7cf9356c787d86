using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Conversations;

/// <summary>
/// Resolves ids, enums, histories and custom data to their own converters. These take precedence over converters of the host for all enums
/// or strings.
/// </summary>
internal sealed class FixedValues : IJsonTypeInfoResolver
{
    private static readonly Dictionary<Type, Func<JsonSerializerOptions, JsonTypeInfo>> _infos = [];

    static FixedValues()
    {
        AddValue(new ConversationIdJsonConverter());
        AddValue(new UserIdJsonConverter());
        AddValue(new MessageIdJsonConverter());
        AddValue(new FixedEnumConverter<MessageType>());
        AddValue(new FixedEnumConverter<MessageOrigin>());
        AddValue(new FixedEnumConverter<NotifySetting>());
        AddValue(new FixedEnumConverter<ParticipantAccess>());
        AddValue(new FixedEnumConverter<ImportVisibility>());
        AddValue(new HistoryJsonConverter());
        Add(new CustomDataJsonConverter());
        Add(new CustomPatchJsonConverter());
    }

    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) =>
        _infos.TryGetValue(type, out var info) ? info(options) : null;

    private static void AddValue<T>(JsonConverter<T> converter)
        where T : struct
    {
        Add(converter);
        _infos[typeof(T?)] = options =>
            JsonMetadataServices.CreateValueInfo<T?>(options, JsonMetadataServices.GetNullableConverter<T>(options));
    }

    private static void Add<T>(JsonConverter<T> converter) =>
        _infos[typeof(T)] = options => JsonMetadataServices.CreateValueInfo<T>(options, converter);
}
