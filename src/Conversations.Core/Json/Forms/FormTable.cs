using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Conversations;

/// <summary>Resolves the types that were added to their JSON forms.</summary>
internal sealed partial class FormTable : IJsonTypeInfoResolver
{
    private readonly Dictionary<Type, Func<JsonSerializerOptions, JsonTypeInfo>> _infos = [];

    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options)
    {
        var info = _infos.GetValueOrDefault(type)?.Invoke(options);
        info?.OriginatingResolver = this;
        return info;
    }

    /// <summary>Adds a type with a converter. No converter of the host, such as one for all enums or strings, replaces it.</summary>
    internal FormTable Fix<T>(JsonConverter<T> converter) => Fix(options => JsonMetadataServices.CreateValueInfo<T>(options, converter));

    /// <summary>Adds a type with a converter and its nullable form, in the same way.</summary>
    internal FormTable FixValue<T>(JsonConverter<T> converter)
        where T : struct => Fix(converter).Fix(NullableInfo<T>);

    /// <summary>Adds a type with a converter. A converter of the host for the type is used instead.</summary>
    internal FormTable Add<T>(JsonConverter<T> converter) => Add(options => JsonMetadataServices.CreateValueInfo<T>(options, converter));

    /// <summary>Adds the nullable form of a type. A converter of the host for the nullable type is used instead.</summary>
    internal FormTable AddNullable<T>()
        where T : struct => Add(NullableInfo<T>);

    /// <summary>Adds a list. A converter of the host for the list is used instead.</summary>
    internal FormTable AddListOf<T>() =>
        Add(static options => JsonMetadataServices.CreateIEnumerableInfo<IReadOnlyList<T>, T>(options, new()));

    /// <summary>Adds a dictionary. A converter of the host for the dictionary is used instead.</summary>
    internal FormTable AddDictionaryOf<TKey, TValue>()
        where TKey : notnull => Add(static options =>
            JsonMetadataServices.CreateIReadOnlyDictionaryInfo<IReadOnlyDictionary<TKey, TValue>, TKey, TValue>(
                options, new() { ObjectCreator = static () => new Dictionary<TKey, TValue>() }));

    private FormTable Fix<T>(Func<JsonSerializerOptions, JsonTypeInfo<T>> info)
    {
        _infos.Add(typeof(T), info);
        return this;
    }

    private FormTable Add<T>(Func<JsonSerializerOptions, JsonTypeInfo<T>> info) => Fix(options =>
        ConverterOfHost(typeof(T), options) is { } converter ? JsonMetadataServices.CreateValueInfo<T>(options, converter) : info(options));

    private static JsonTypeInfo<T?> NullableInfo<T>(JsonSerializerOptions options)
        where T : struct => JsonMetadataServices.CreateValueInfo<T?>(options, JsonMetadataServices.GetNullableConverter<T>(options));

    private static JsonConverter? ConverterOfHost(Type type, JsonSerializerOptions options)
    {
        var converter = options.Converters.FirstOrDefault(converter => converter.CanConvert(type));
        if (converter is not JsonConverterFactory factory)
            return converter;

        return factory.CreateConverter(type, options) is { } created and not JsonConverterFactory
            ? created
            : throw new InvalidOperationException($"The converter '{factory.GetType()}' cannot return null or a JsonConverterFactory instance.");
    }
}
