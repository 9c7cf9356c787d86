using System.Globalization;

namespace PublicApi.Printing;

/// <summary>Constants and default values as C# writes them.</summary>
internal static class Literal
{
    public static string Print(object? value, Type type) => value switch
    {
        null => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
        _ when (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } named => PrintEnum(value, named),
        string text => $"\"{Escape(text)}\"",
        char character => character == '\'' ? @"'\''" : $"'{Escape(character.ToString())}'",
        bool truth => truth ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string PrintEnum(object value, Type type)
    {
        var text = Enum.ToObject(type, value).ToString()!;
        return char.IsLetter(text[0])
            ? string.Join(" | ", text.Split(", ").Select(name => $"{type.Name}.{name}"))
            : $"({type.Name}){text}";
    }

    private static string Escape(string text) => string.Concat(text.Select(character => character switch
    {
        '"' => "\\\"",
        '\\' => @"\\",
        '\n' => "\\n",
        < ' ' => $"\\u{(int)character:x4}",
        _ => character.ToString(),
    }));
}
