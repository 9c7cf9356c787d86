using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Conversations;

/// <summary>Describes a property in JSON, for any options of a host.</summary>
/// <param name="owner">The type that declares the property.</param>
/// <param name="name">The name of the property in code. The name in JSON is the same in camelCase.</param>
/// <param name="traits">What else there is to know about the property.</param>
internal abstract class PropertyForm(
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] Type owner, string name, PropertyTraits traits)
{
    /// <summary>Gets the name of the property in code.</summary>
    internal string Name => name;

    /// <summary>Gets whether the JSON must contain the property.</summary>
    internal bool IsRequired => Has(PropertyTraits.Required);

    /// <summary>Gets whether the JSON must contain the property if it is an argument of a constructor.</summary>
    internal bool IsRequiredArgument => !IsNullable && !Has(PropertyTraits.Optional);

    /// <summary>Gets whether a constructor or an init accessor takes the value.</summary>
    internal abstract bool IsGiven { get; }

    /// <summary>Gets whether the value may be null.</summary>
    private protected abstract bool IsNullable { get; }

    /// <summary>Gets the type that declares the property.</summary>
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)]
    private protected Type Owner => owner;

    /// <summary>Returns the metadata for the options of a host.</summary>
    internal abstract JsonPropertyInfo InfoFor(JsonSerializerOptions options);

    /// <summary>Returns the metadata of the parameter that takes the value.</summary>
    /// <param name="position">The index of the parameter.</param>
    /// <param name="isArgument">Whether it is a parameter of the constructor. Otherwise, it is an init accessor.</param>
    internal abstract JsonParameterInfoValues ParameterAt(int position, bool isArgument);

    private protected bool Has(PropertyTraits trait) => (traits & trait) != 0;
}
