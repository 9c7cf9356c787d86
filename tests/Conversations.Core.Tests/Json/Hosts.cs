using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Conversations.Tests.Json;

/// <summary>
/// Serializer options that hosts may have. Each of them would change the JSON if the resolver did not prevent it.
/// </summary>
public static class Hosts
{
    internal static readonly IReadOnlyDictionary<string, JsonSerializerOptions> All = new Dictionary<string, JsonSerializerOptions>
    {
        ["own"] = ConversationsJson.Options,
        ["only the resolver"] = new() { TypeInfoResolver = ConversationsJson.Resolver },
        ["general"] = Host(new()),
        ["web"] = Host(new(JsonSerializerDefaults.Web)),
        ["strict"] = Host(new(JsonSerializerDefaults.Strict)),
        ["naming"] = Host(new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseUpper,
            DictionaryKeyPolicy = JsonNamingPolicy.KebabCaseLower,
            PropertyNameCaseInsensitive = true,
        }),
        ["without defaults"] = Host(new()
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
            IgnoreReadOnlyProperties = true,
        }),
        ["without nulls"] = Host(new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull }),
        ["its own enum names"] = Host(new() { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) } }),
        ["numbers as strings"] = Host(new()
        {
            NumberHandling = JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString,
        }),
        ["populating"] = Host(new() { PreferredObjectCreationHandling = JsonObjectCreationHandling.Populate }),
        ["demanding"] = Host(new()
        {
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            IncludeFields = true,
        }),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    private static JsonSerializerOptions Host(JsonSerializerOptions options)
    {
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver();
        options.TypeInfoResolverChain.Insert(0, ConversationsJson.Resolver);
        return options;
    }
}
