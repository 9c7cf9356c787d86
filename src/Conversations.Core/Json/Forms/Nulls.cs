using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Conversations;

/// <summary>Refuses null for properties that are not nullable. Without this, the options of the host would decide.</summary>
internal static class Nulls
{
    /// <summary>
    /// Refuses an object with null in a property that was passed to its constructor. Such a value cannot be checked before the object
    /// exists, so it is checked afterwards.
    /// </summary>
    internal static void Refuse(JsonTypeInfo info)
    {
        JsonPropertyInfo[] given = [.. info.Properties.Where(property =>
            property is { AssociatedParameter: not null, IsSetNullable: false, PropertyType.IsValueType: false })];
        if (given.Length > 0)
        {
            info.OnDeserialized = target =>
            {
                if (given.FirstOrDefault(property => property.Get!(target) is null) is { } missing)
                    throw In(missing.Name);
            };
        }
    }

    /// <summary>Returns the exception for null in a property.</summary>
    internal static JsonException In(string name) => new($"{name} must not be null.");
}
