using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Conversations;

/// <summary>Describes a type in JSON that is an object of properties, so that its form does not depend on the options of the host.</summary>
/// <remarks>
/// It does what the source generator would do, with less code. The types of the properties get their own forms from the options, so the
/// converters of a host for times, numbers and strings are used.
/// </remarks>
internal sealed class ObjectForm([DynamicallyAccessedMembers(ObjectForm.Kept)] Type type)
{
    /// <summary>What a linker must keep of the type: the attributes of its properties and constructors are part of the metadata.</summary>
    internal const DynamicallyAccessedMemberTypes Kept = DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicConstructors;

    /// <summary>Gets the type.</summary>
    [DynamicallyAccessedMembers(Kept)]
    internal Type Type => type;

    /// <summary>Gets the properties, in the order in which they are written. The arguments of the constructor come first.</summary>
    internal List<PropertyForm> Properties { get; } = [];

    /// <summary>
    /// Gets what creates the object with the values of its properties, in their order and without computed ones; null if the object is created
    /// before its properties are read, or is never read.
    /// </summary>
    internal Func<object[], object>? CreateWith { get; init; }

    /// <summary>Gets how many of these values the constructor takes. The others have init accessors.</summary>
    internal int Arguments { get; init; }

    /// <summary>Gets what creates the object before its properties are read, so that the path of an error contains the property.</summary>
    internal Func<object>? Create { get; init; }

    /// <summary>Gets what tells whether a property is written, or null if every property is.</summary>
    internal Func<object, string, bool>? IsAssigned { get; init; }

    /// <summary>Returns the metadata for the options of a host.</summary>
    /// <typeparam name="T">The type.</typeparam>
    internal JsonTypeInfo<T> InfoFor<T>(JsonSerializerOptions options)
        where T : notnull
    {
        var info = JsonMetadataServices.CreateObjectInfo(options, new JsonObjectInfoValues<T>
        {
            ObjectCreator = Create is { } create ? () => (T)create() : null,
            ObjectWithParameterizedConstructorCreator = CreateWith is { } createWith ? values => (T)createWith(values) : null,
            PropertyMetadataInitializer = _ => [.. Properties.Select(property => property.InfoFor(options))],
            ConstructorParameterMetadataInitializer = CreateWith is null ? null : Parameters,
            ConstructorAttributeProviderFactory = CreateWith is null && Create is null
                ? null
                : () => Type.GetConstructor(Type.EmptyTypes) ?? Type.GetConstructors()[0],
        });
        Fix(info);
        return info;
    }

    private void Fix(JsonTypeInfo info)
    {
        info.NumberHandling = JsonNumberHandling.Strict;
        info.UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip;
        info.PreferredPropertyObjectCreationHandling = JsonObjectCreationHandling.Replace;
        for (var i = 0; i < Properties.Count; i++)
        {
            var (property, own) = (info.Properties[i], Properties[i]);
            property.IsRequired = i < Arguments ? own.IsRequiredArgument : own.IsRequired;
            property.ShouldSerialize = IsAssigned is { } isAssigned ? (target, _) => isAssigned(target, own.Name) : static (_, _) => true;
        }

        Nulls.Refuse(info);
        if (info.PolymorphismOptions is { } kinds)
        {
            // Without this, the exception for a missing or unknown kind would not be a JsonException, or would repeat the kind.
            // So both cases are passed on to CreateObject, which throws the right one.
            kinds.IgnoreUnrecognizedTypeDiscriminators = true;
            info.CreateObject = () => throw UnknownKind(kinds.TypeDiscriminatorPropertyName);
        }
    }

    private static JsonException UnknownKind(string of) =>
        new($"The first property of {(of == "event" ? "an" : "a")} {of} must be \"{of}\", with the name of a valid kind.");

    private JsonParameterInfoValues[] Parameters() =>
        [.. Properties.Where(property => property.IsGiven).Select((property, i) => property.ParameterAt(i, isArgument: i < Arguments))];
}
