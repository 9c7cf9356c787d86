using System.Reflection;
using System.Text;

namespace PublicApi.Printing;

/// <summary>All that another assembly sees of one, as text: sorted, so that a difference is a change of the API.</summary>
internal static class Api
{
    public static string Print(Assembly assembly) => Print(assembly.GetTypes().Where(type => !type.IsNested));

    public static string Print(params IEnumerable<Type> types)
    {
        var text = new StringBuilder();
        var spaces = types.Where(Visibility.IsSeen)
            .GroupBy(type => type.Namespace ?? "", StringComparer.Ordinal)
            .OrderBy(space => space.Key, StringComparer.Ordinal);
        foreach (var space in spaces)
        {
            text.Append("namespace ").Append(space.Key).Append(";\n\n");
            foreach (var type in Sorted(space))
                Print(type, "", text).Append('\n');
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static StringBuilder Print(Type type, string indent, StringBuilder text)
    {
        var declaration = Declaration.Print(type);
        text.Append(indent).Append(declaration).Append('\n');
        if (declaration.EndsWith(';'))
            return text;

        var inside = indent + "    ";
        text.Append(indent).Append("{\n");
        foreach (var line in type.IsEnum ? Values(type) : Members.Print(type))
            text.Append(inside).Append(line).Append('\n');
        foreach (var nested in Sorted(type.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic).Where(Visibility.IsSeen)))
            Print(nested, inside, text);
        return text.Append(indent).Append("}\n");
    }

    private static IEnumerable<string> Values(Type type) => type
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .OrderBy(field => Convert.ToDecimal(field.GetRawConstantValue(), null))
        .Select(field => $"{Attributes.Print(field)}{field.Name} = {field.GetRawConstantValue()},");

    private static IOrderedEnumerable<Type> Sorted(IEnumerable<Type> types) => types.OrderBy(type => type.Name, StringComparer.Ordinal);
}
