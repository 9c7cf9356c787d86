using System.Globalization;
using System.Text;

namespace Conversations;

/// <summary>
/// Prints the members of a record. The text that the compiler generates shows a list as the name of its type and a time without its
/// milliseconds, so that two different records can have the same text.
/// </summary>
internal static class Printed
{
    /// <summary>Appends members, by a text that names them and has the places of their values.</summary>
    /// <returns>Always true, as <c>PrintMembers</c> must return if it printed something.</returns>
    internal static bool Members(StringBuilder text, string format, params object?[] values)
    {
        text.AppendFormat(CultureInfo.InvariantCulture, format, Array.ConvertAll<object?, object?>(values, Value));
        return true;
    }

    /// <summary>Returns a list as text: its items in brackets, strings in quotes.</summary>
    internal static string List<T>(IEnumerable<T>? list) =>
        list is null ? "" : $"[{string.Join(", ", list.Select(one => one is string ? $"\"{one}\"" : Value(one)))}]";

    private static string Value(object? value) => value switch
    {
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => $"{value}",
    };
}
