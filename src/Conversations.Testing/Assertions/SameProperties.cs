using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Conversations.Testing;

/// <summary>Compares objects of the library that are not records by their properties.</summary>
internal sealed class SameProperties<T> : IEqualityComparer<T>
{
    private static readonly PropertyInfo[] _properties = typeof(T).GetProperties(BindingFlags.Instance | BindingFlags.Public);

    /// <summary>Gets the comparer, or null if the type compares itself, is a list, or is not one of the library.</summary>
    internal static SameProperties<T>? Instance { get; } = IsCompared(typeof(T)) ? new() : null;

    public bool Equals(T? x, T? y) =>
        x is null || y is null ? x is null && y is null : _properties.All(property => Equals(property.GetValue(x), property.GetValue(y)));

    public int GetHashCode([DisallowNull] T obj) => _properties.Aggregate(0, (hash, property) => HashCode.Combine(hash, property.GetValue(obj)));

    private static bool IsCompared(Type type) =>
        type.IsSealed
        && type.Assembly == typeof(Conversation).Assembly
        && !typeof(IEnumerable).IsAssignableFrom(type)
        && type.GetMethod(nameof(Equals), [typeof(object)])?.DeclaringType == typeof(object);
}
