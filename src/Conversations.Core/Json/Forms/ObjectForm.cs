using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Conversations;

/// <summary>Describes a type in JSON that is an object of properties, so that its form does not depend on the options of the host.</summary>
/// <remarks>
/// It does what the source generator would do, with less code: one lambda for each property, and one that creates the object. The types
/// of the properties get their own forms from the options, so the converters of a host for times, numbers and strings are used.
/// </remarks>
internal sealed class ObjectForm<[DynamicallyAccessedMembers(Kept)] T>
    where T : notnull
{
    /// <summary>What a linker must keep of the type: the attributes of its properties and constructors are part of the metadata.</summary>
    internal const DynamicallyAccessedMemberTypes Kept = DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicConstructors;

    private const string UnknownKind = """The first property of a change must be "change", with the name of a valid kind.""";

    private readonly List<PropertyForm> _properties = [];
    private readonly Func<object[], T>? _createWith;
    private readonly Func<T>? _create;
    private readonly Func<T, string, bool>? _isAssigned;
    private readonly int _arguments;

    /// <summary>Describes a type that is created with all its values, or one that is never read.</summary>
    /// <param name="createWith">
    /// Creates the object with the values of its properties in the order of the properties, computed ones left out; null if the type is
    /// never read.
    /// </param>
    /// <param name="arguments">How many of the values the constructor takes. The others have init accessors.</param>
    internal ObjectForm(Func<object[], T>? createWith = null, int arguments = 0) => (_createWith, _arguments) = (createWith, arguments);

    /// <summary>
    /// Describes a type whose objects are created before their properties are read, so that the path of an error contains the property.
    /// </summary>
    /// <param name="create">Creates the object.</param>
    /// <param name="isAssigned">Returns whether a property is to be written; null if every property is.</param>
    internal ObjectForm(Func<T> create, Func<T, string, bool>? isAssigned = null) => (_create, _isAssigned) = (create, isAssigned);

    /// <summary>Adds a property.</summary>
    /// <param name="name">The name in code.</param>
    /// <param name="get">Returns the value.</param>
    /// <param name="traits">What else there is to know.</param>
    internal ObjectForm<T> With<TValue>(string name, Func<T, TValue> get, PropertyTraits traits = default) => With(name, get, null, traits);

    /// <summary>Adds a property that is set after the object was created.</summary>
    internal ObjectForm<T> With<TValue>(string name, Func<T, TValue> get, Action<T, TValue>? set, PropertyTraits traits = default)
    {
        _properties.Add(new TypedPropertyForm<T, TValue>(name, get, set, traits, null));
        return this;
    }

    /// <summary>Adds a property that is written by its name. No converter of the host for all enums replaces this form.</summary>
    internal ObjectForm<T> WithEnum<TEnum>(string name, Func<T, TEnum> get, PropertyTraits traits = default)
        where TEnum : struct, Enum
    {
        _properties.Add(new TypedPropertyForm<T, TEnum>(name, get, null, traits, new FixedEnumConverter<TEnum>()));
        return this;
    }

    /// <summary>Adds the properties of a base type.</summary>
    internal ObjectForm<T> With<[DynamicallyAccessedMembers(Kept)] TBase>(ObjectForm<TBase> form)
        where TBase : notnull
    {
        _properties.AddRange(form._properties);
        return this;
    }

    /// <summary>Returns the metadata for the options of a host.</summary>
    internal JsonTypeInfo<T> InfoFor(JsonSerializerOptions options)
    {
        var info = JsonMetadataServices.CreateObjectInfo(options, new JsonObjectInfoValues<T>
        {
            ObjectCreator = _create,
            ObjectWithParameterizedConstructorCreator = _createWith,
            PropertyMetadataInitializer = _ => [.. _properties.Select(property => property.InfoFor(options))],
            ConstructorParameterMetadataInitializer = _createWith is null ? null : Parameters,
            ConstructorAttributeProviderFactory = _createWith is null && _create is null
                ? null
                : static () => typeof(T).GetConstructor(Type.EmptyTypes) ?? typeof(T).GetConstructors()[0],
        });
        info.NumberHandling = JsonNumberHandling.Strict;
        info.UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip;
        info.PreferredPropertyObjectCreationHandling = JsonObjectCreationHandling.Replace;
        for (var i = 0; i < _properties.Count; i++)
        {
            var (property, own) = (info.Properties[i], _properties[i]);
            property.IsRequired = i < _arguments ? own.IsRequiredArgument : own.IsRequired;
            property.ShouldSerialize = _isAssigned is { } isAssigned ? (owner, _) => isAssigned((T)owner, own.Name) : static (_, _) => true;
        }

        Nulls.Refuse(info);
        if (info.PolymorphismOptions is { } kinds)
        {
            // Without this, the exception for a missing or unknown kind would not be a JsonException, or would repeat the kind.
            // So both cases are passed on to CreateObject, which throws the right one.
            kinds.IgnoreUnrecognizedTypeDiscriminators = true;
            info.CreateObject = static () => throw new JsonException(UnknownKind);
        }

        return info;
    }

    private JsonParameterInfoValues[] Parameters() =>
        [.. _properties.Where(property => property.IsGiven).Select((property, i) => property.ParameterAt(i, isArgument: i < _arguments))];
}
