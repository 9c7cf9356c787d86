using System.Reflection;
using System.Runtime.CompilerServices;

namespace PublicApi.Printing;

/// <summary>A type where it is used, as C# writes it: keywords, <c>?</c>, tuples with their names; without namespaces.</summary>
internal static class TypeText
{
    private static readonly Dictionary<Type, string> _keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool",
        [typeof(char)] = "char", [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(short)] = "short",
        [typeof(ushort)] = "ushort", [typeof(int)] = "int", [typeof(uint)] = "uint", [typeof(long)] = "long",
        [typeof(ulong)] = "ulong", [typeof(float)] = "float", [typeof(double)] = "double", [typeof(decimal)] = "decimal",
    };

    public static string Print(Type type) => Print(type, Annotations.None, NamesOf(null));

    public static string Print(Type type, ICustomAttributeProvider provider, MemberInfo scope) =>
        Print(type, Annotations.Of(provider, scope), NamesOf(provider));

    public static string Print(Type type, Annotations flags) => Print(type, flags, NamesOf(null));

    private static string Print(Type type, Annotations flags, Queue<string?> names)
    {
        if (type.IsByRef)
            return Print(type.GetElementType()!, flags, names);
        if (type.IsPointer)
            return Print(type.GetElementType()!, flags, names) + "*";
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Print(underlying, flags, names) + "?";
        if (type is { IsValueType: true, IsGenericType: false, IsGenericParameter: false })
            return string.Join('.', Nesting(type).Reverse().Select(NameOf));

        // A tuple's names are listed before those of what is in it, and flags in the order of the text.
        var mark = flags.TakeNullable() && !type.IsValueType ? "?" : "";
        if (type.IsGenericParameter)
            return type.Name + mark;
        if (type.IsArray)
            return $"{Print(type.GetElementType()!, flags, names)}[{new string(',', type.GetArrayRank() - 1)}]{mark}";
        if (type.IsAssignableTo(typeof(ITuple)) && type.IsValueType)
            return PrintTuple(type, flags, names);
        return PrintGeneric(type, flags, names) + mark;
    }

    private static string PrintTuple(Type type, Annotations flags, Queue<string?> names)
    {
        var items = type.GetGenericArguments();
        var own = items.Select(_ => names.TryDequeue(out var name) ? name : null).ToArray();
        return $"({string.Join(", ", items.Select((item, i) => Print(item, flags, names) + (own[i] is { } name ? $" {name}" : "")))})";
    }

    private static string PrintGeneric(Type type, Annotations flags, Queue<string?> names)
    {
        var arguments = new Queue<Type>(type.GetGenericArguments());
        var parts = Nesting(type).Reverse().Select(part =>
        {
            var own = part.GetGenericArguments().Length - (part.DeclaringType?.GetGenericArguments().Length ?? 0);
            var texts = Enumerable.Range(0, own).Select(_ => Print(arguments.Dequeue(), flags, names)).ToArray();
            return NameOf(part) + (texts is [] ? "" : $"<{string.Join(", ", texts)}>");
        });
        return string.Join('.', parts);
    }

    private static IEnumerable<Type> Nesting(Type type)
    {
        for (Type? part = type; part is not null; part = part.DeclaringType)
            yield return part;
    }

    private static string NameOf(Type type) => _keywords.GetValueOrDefault(type) ?? type.Name.Split('`')[0];

    private static Queue<string?> NamesOf(ICustomAttributeProvider? provider) => new(
        provider is not null && Attributes.Find(provider, typeof(TupleElementNamesAttribute).FullName!) is { } attribute
            ? ((IEnumerable<CustomAttributeTypedArgument>)attribute.ConstructorArguments[0].Value!).Select(name => (string?)name.Value)
            : []);
}
