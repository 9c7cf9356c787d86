using System.Globalization;
using System.Reflection;
using System.Text;

namespace Conversations.Tests.Storage;

/// <summary>
/// Finds every text that is reachable from an object through fields and arrays, including the unused elements of
/// arrays.
/// </summary>
internal static class ObjectGraph
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, FieldInfo[]> _fields = [];

    internal static List<string> TextsIn(object root)
    {
        var texts = new List<string>();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var left = new Stack<object>([root]);
        while (left.TryPop(out var one))
        {
            if (!one.GetType().IsValueType && !seen.Add(one))
                continue;

            if (TextOf(one) is { } text)
                texts.Add(text);
            else
                PushParts(left, one);
        }

        return texts;
    }

    private static string? TextOf(object one) => one switch
    {
        string text => text,
        char[] text => new(text),
        byte[] bytes => Encoding.Latin1.GetString(bytes),
        _ => null,
    };

    private static void PushParts(Stack<object> left, object one)
    {
        if (one is MemberInfo or Module or Assembly or CultureInfo or CompareInfo)
            return;

        foreach (var part in one is Array array ? array.Cast<object?>() : FieldsOf(one.GetType()).Select(field => field.GetValue(one)))
        {
            if (part is not null && !IsPlain(part.GetType()))
                left.Push(part);
        }
    }

    private static FieldInfo[] FieldsOf(Type type)
    {
        if (_fields.TryGetValue(type, out var fields))
            return fields;

        var found = new List<FieldInfo>();
        for (var at = type; at is not null; at = at.BaseType)
            found.AddRange(at.GetFields(Declared).Where(field => !IsPlain(field.FieldType)));

        return _fields[type] = [.. found];
    }

    private static bool IsPlain(Type type) => type.IsPrimitive || type.IsEnum || type.IsPointer || type.IsFunctionPointer || type.IsByRefLike;
}
