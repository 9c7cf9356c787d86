using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Conversations;

/// <summary>
/// Builds the JSON form of a patch: an object of the properties that were assigned. The source generator cannot build it, because it
/// would take the converter of the patch type, which itself needs this form.
/// </summary>
/// <param name="isAssigned">Returns whether a property of a patch was assigned.</param>
internal sealed class PatchForm<TPatch>(Func<TPatch, string, bool> isAssigned)
    where TPatch : class, new()
{
    private readonly List<Func<JsonSerializerOptions, JsonPropertyInfo>> _properties = [];

    /// <summary>Adds a property.</summary>
    internal PatchForm<TPatch> With<T>(string name, Func<TPatch, T?> get, Action<TPatch, T?> set)
    {
        _properties.Add(options =>
        {
            var property = JsonMetadataServices.CreatePropertyInfo(options, new JsonPropertyInfoValues<T>
            {
                IsProperty = true,
                IsPublic = true,
                DeclaringType = typeof(TPatch),
                PropertyName = name,
                JsonPropertyName = JsonNamingPolicy.CamelCase.ConvertName(name),
                Getter = patch => get((TPatch)patch),
                Setter = (patch, value) => set((TPatch)patch, value),
            });
            property.ShouldSerialize = (patch, _) => isAssigned((TPatch)patch, name);
            return property;
        });
        return this;
    }

    /// <summary>Returns the form for the options of a host.</summary>
    internal JsonTypeInfo InfoFor(JsonSerializerOptions options)
    {
        var info = JsonMetadataServices.CreateObjectInfo(options, new JsonObjectInfoValues<TPatch>
        {
            ObjectCreator = static () => new(),
            PropertyMetadataInitializer = _ => [.. _properties.Select(property => property(options))],
        });
        info.NumberHandling = JsonNumberHandling.Strict;
        info.UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip;
        info.PreferredPropertyObjectCreationHandling = JsonObjectCreationHandling.Replace;
        return info;
    }
}
