using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Conversations;

/// <summary>Fixes those parts of the JSON form of a model type that the options of the host would otherwise decide.</summary>
internal static class FixedForm
{
    private const string UnknownKind = """The first property of a change must be "change", with the name of a valid kind.""";

    internal static void Apply(JsonTypeInfo info)
    {
        if (info.Kind != JsonTypeInfoKind.Object || info.Type.Assembly != typeof(FixedForm).Assembly)
            return;

        info.NumberHandling = JsonNumberHandling.Strict;
        info.UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip;
        info.PreferredPropertyObjectCreationHandling = JsonObjectCreationHandling.Replace;

        // The context itself has the same properties in the same order. Its options do not depend on the host, so it knows which
        // properties are required. The names are attributes of the properties.
        var own = ConversationsJsonContext.Default.GetTypeInfo(info.Type)!.Properties;
        for (var i = 0; i < own.Count; i++)
            Apply(info.Properties[i], own[i]);

        CreateFirst(info);
        RefuseNulls(info);

        if (info.PolymorphismOptions is { } kinds)
        {
            // Without this, the exception for a missing or unknown kind would not be a JsonException, or would repeat the kind.
            // So both cases are passed on to CreateObject, which throws the right one.
            kinds.IgnoreUnrecognizedTypeDiscriminators = true;
            info.CreateObject = () => throw new JsonException(UnknownKind);
        }
    }

    private static void Apply(JsonPropertyInfo property, JsonPropertyInfo own)
    {
        property.IsRequired = own.IsRequired || IsRequired(property);
        property.ShouldSerialize = static (_, _) => true;
    }

    /// <summary>
    /// Creates drafts before their properties are read. The generated code would pass required properties to an object
    /// initializer instead, and then the path of an error would not contain the property.
    /// </summary>
    private static void CreateFirst(JsonTypeInfo info)
    {
        if (info is JsonTypeInfo<MessageDraft> draft)
            draft.CreateObject = static () => new("");
        else if (info is JsonTypeInfo<ImportedMessage> message)
            message.CreateObject = static () => new() { Id = default, Text = "", CreatedAt = default };
    }

    /// <summary>Refuses null for a property that is not nullable. Without this, the options of the host would decide.</summary>
    private static void RefuseNulls(JsonTypeInfo info)
    {
        var properties = info.Properties.Where(property => !property.IsSetNullable && !property.PropertyType.IsValueType).ToLookup(
            property => info.CreateObject is null && property.AssociatedParameter is not null);
        foreach (var property in properties[false])
        {
            var (name, set) = (property.Name, property.Set);
            property.Set = set is null ? null : (target, value) => set(target, value ?? throw Null(name));
        }

        // A value that is passed to a constructor cannot be checked before the object exists, so it is checked afterwards.
        JsonPropertyInfo[] given = [.. properties[true]];
        if (given.Length > 0)
        {
            info.OnDeserialized = target =>
            {
                if (given.FirstOrDefault(property => property.Get!(target) is null) is { } missing)
                    throw Null(missing.Name);
            };
        }
    }

    private static JsonException Null(string name) => new($"{name} must not be null.");

    /// <summary>
    /// Returns whether a property is passed to a constructor and has neither a default value nor null to use if the JSON does not
    /// contain it.
    /// </summary>
    private static bool IsRequired(JsonPropertyInfo property) =>
        property.AssociatedParameter is { IsMemberInitializer: false, HasDefaultValue: false, IsNullable: false };
}
