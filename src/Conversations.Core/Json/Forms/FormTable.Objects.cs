using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Conversations;

/// <remarks>
/// Getters and setters take an object, as the serializer passes it. If they took the type itself, the assembly would contain a type of
/// delegate for each pair of an object and a property.
/// </remarks>
internal sealed partial class FormTable
{
    private readonly List<ObjectForm> _objects = [];

    /// <summary>Adds an object that is created with all its values, or that is never read. A converter of the host is used instead.</summary>
    /// <param name="create">
    /// Creates the object with the values of its properties in the order of the properties, computed ones left out; null if the type is
    /// never read.
    /// </param>
    /// <param name="arguments">How many of the values the constructor takes. The others have init accessors.</param>
    internal FormTable Add<[DynamicallyAccessedMembers(ObjectForm.Kept)] T>(Func<object[], object>? create = null, int arguments = 0)
        where T : notnull => Add(Object(new(typeof(T)) { CreateWith = create, Arguments = arguments }).InfoFor<T>);

    /// <summary>
    /// Adds an object that is created before its properties are read, so that the path of an error contains the property. A converter of the
    /// host is used instead.
    /// </summary>
    internal FormTable AddDraft<[DynamicallyAccessedMembers(ObjectForm.Kept)] T>(Func<object> create)
        where T : notnull => Add(Object(new(typeof(T)) { Create = create }).InfoFor<T>);

    /// <summary>Adds an object of which only assigned properties are written. No converter of the host replaces it.</summary>
    internal FormTable FixPatch<[DynamicallyAccessedMembers(ObjectForm.Kept)] T>(Func<object> create, Func<object, string, bool> isAssigned)
        where T : notnull => Fix(Object(new(typeof(T)) { Create = create, IsAssigned = isAssigned }).InfoFor<T>);

    /// <summary>Adds a property to the object that was added last.</summary>
    /// <param name="name">The name in code.</param>
    /// <param name="get">Returns the value.</param>
    /// <param name="traits">What else there is to know.</param>
    internal FormTable With<T>(string name, Func<object, T> get, PropertyTraits traits = default) => With(name, get, null, traits);

    /// <summary>Adds a property to the object that was added last. It is set after the object was created.</summary>
    internal FormTable With<T>(string name, Func<object, T> get, Action<object, T>? set, PropertyTraits traits = default) =>
        With(name, get, set, traits, null);

    /// <summary>Adds a property that is written by its name. No converter of the host for all enums replaces this form.</summary>
    internal FormTable WithEnum<T>(string name, Func<object, T> get, PropertyTraits traits = default)
        where T : struct, Enum => With(name, get, null, traits, new FixedEnumConverter<T>());

    /// <summary>Adds the properties of a base type, which was added before, to the object that was added last.</summary>
    internal FormTable WithBase<T>()
    {
        _objects[^1].Properties.AddRange(_objects.Single(form => form.Type == typeof(T)).Properties);
        return this;
    }

    private FormTable With<T>(string name, Func<object, T> get, Action<object, T>? set, PropertyTraits traits, JsonConverter<T>? converter)
    {
        var last = _objects[^1];
        last.Properties.Add(new TypedPropertyForm<T>(last.Type, name, get, set, traits, converter));
        return this;
    }

    private ObjectForm Object(ObjectForm form)
    {
        _objects.Add(form);
        return form;
    }
}
