using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Conversations;

/// <summary>Describes a property of a known type in JSON.</summary>
/// <param name="owner">The type that declares the property.</param>
/// <param name="name">The name of the property in code.</param>
/// <param name="get">Returns the value.</param>
/// <param name="set">Sets the value, or null if an init accessor or a constructor takes it, or if it is never read.</param>
/// <param name="traits">What else there is to know about the property.</param>
/// <param name="converter">The converter of the property, or null for that of its type.</param>
internal sealed class TypedPropertyForm<TValue>(
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] Type owner,
    string name,
    Func<object, TValue> get,
    Action<object, TValue>? set,
    PropertyTraits traits,
    JsonConverter<TValue>? converter) : PropertyForm(owner, name, traits)
{
    internal override bool IsGiven => set is null && !Has(PropertyTraits.Computed);

    private protected override bool IsNullable => default(TValue) is null && !Has(PropertyTraits.NotNull);

    internal override JsonPropertyInfo InfoFor(JsonSerializerOptions options)
    {
        var info = JsonMetadataServices.CreatePropertyInfo(options, new JsonPropertyInfoValues<TValue>
        {
            IsProperty = true,
            IsPublic = true,
            DeclaringType = Owner,
            Converter = converter,
            Getter = get!,
            Setter = Has(PropertyTraits.Computed) ? null : Set,
            PropertyName = Name,
            JsonPropertyName = JsonNamingPolicy.CamelCase.ConvertName(Name),
            AttributeProviderFactory = () => Owner.GetProperty(Name)!,
        });
        if (Has(PropertyTraits.NotNull))
        {
            info.IsGetNullable = false;
            info.IsSetNullable = Has(PropertyTraits.Computed);
        }

        return info;
    }

    internal override JsonParameterInfoValues ParameterAt(int position, bool isArgument) => new()
    {
        Name = Name,
        ParameterType = typeof(TValue),
        Position = position,
        HasDefaultValue = Has(PropertyTraits.Optional),
        DefaultValue = Has(PropertyTraits.Optional) ? default(TValue) : null,
        IsNullable = IsNullable,
        IsMemberInitializer = !isArgument,
    };

    /// <summary>Sets the value. Without the check for null, the options of the host would decide about null.</summary>
    private void Set(object target, TValue? value)
    {
        if (set is null)
            throw new InvalidOperationException("An init accessor cannot be called after the object was created.");

        set(target, value is null && Has(PropertyTraits.NotNull) ? throw Nulls.In(JsonNamingPolicy.CamelCase.ConvertName(Name)) : value!);
    }
}
