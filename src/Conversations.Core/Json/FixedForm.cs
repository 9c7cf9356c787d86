using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Conversations;

/// <summary>Sets what the host's options would else decide about the JSON of a model type.</summary>
internal static class FixedForm
{
    private const string UnknownKind = """A change must begin with "change", the name of its kind.""";

    internal static void Apply(JsonTypeInfo info)
    {
        if (info.Kind != JsonTypeInfoKind.Object || info.Type.Assembly != typeof(FixedForm).Assembly)
            return;

        info.NumberHandling = JsonNumberHandling.Strict;
        info.UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip;
        info.PreferredPropertyObjectCreationHandling = JsonObjectCreationHandling.Replace;

        // The same properties in the same order, under the options of the context itself: named in camelCase.
        var own = ConversationsJsonContext.Default.GetTypeInfo(info.Type)!.Properties;
        for (var i = 0; i < own.Count; i++)
            Apply(info.Properties[i], own[i]);

        DraftForm.Apply(info);
        RefuseNulls(info);

        if (info.PolymorphismOptions is { } kinds)
        {
            // A kind that is missing or unknown would else be no JsonException, or one that repeats it.
            kinds.IgnoreUnrecognizedTypeDiscriminators = true;
            info.CreateObject = () => throw new JsonException(UnknownKind);
        }
    }

    private static void Apply(JsonPropertyInfo property, JsonPropertyInfo own)
    {
        property.Name = own.Name;
        property.IsRequired = own.IsRequired || IsRequired(property);
        property.ShouldSerialize = IsPatch(property.DeclaringType) ? IsAssigned(own.Name) : static (_, _) => true;
    }

    /// <summary>Refuses null where the type has none, which else the host's options decide.</summary>
    private static void RefuseNulls(JsonTypeInfo info)
    {
        var properties = info.Properties.Where(property => !property.IsSetNullable && !property.PropertyType.IsValueType).ToArray();
        if (info.CreateObject is not null)
        {
            foreach (var property in properties)
            {
                var (name, set) = (property.Name, property.Set);
                property.Set = (target, value) => set!(target, value ?? throw Null(name));
            }
        }
        else if (properties.Length > 0)
        {
            info.OnDeserialized = target =>
            {
                if (properties.FirstOrDefault(property => property.Get!(target) is null) is { } missing)
                    throw Null(missing.Name);
            };
        }
    }

    private static JsonException Null(string name) => new($"{name} must not be null.");

    /// <summary>Tells whether a parameter of a constructor has no value to take where the JSON has none.</summary>
    private static bool IsRequired(JsonPropertyInfo property) =>
        property.AssociatedParameter is { IsMemberInitializer: false, HasDefaultValue: false, IsNullable: false };

    private static bool IsPatch(Type type) =>
        type == typeof(ConversationPatch) || type == typeof(ParticipantPatch) || type == typeof(MessagePatch) || type == typeof(UserPatch);

    private static Func<object, object?, bool> IsAssigned(string name)
    {
        var property = char.ToUpperInvariant(name[0]) + name[1..];
        return (patch, _) => patch switch
        {
            ConversationPatch conversation => conversation.IsAssigned(property),
            ParticipantPatch participant => participant.IsAssigned(property),
            MessagePatch message => message.IsAssigned(property),
            UserPatch user => user.IsAssigned(property),
            _ => true,
        };
    }
}
