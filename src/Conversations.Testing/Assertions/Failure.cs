using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit.Sdk;

namespace Conversations.Testing;

/// <summary>Creates the exceptions of assertions that fail.</summary>
internal static class Failure
{
    /// <summary>Creates the exception of an assertion that fails.</summary>
    /// <param name="what">The expression that was compared.</param>
    /// <param name="must">What must be true of it.</param>
    /// <param name="details">More lines. Those that are null are left out.</param>
    internal static XunitException Of(string? what, string must, params ReadOnlySpan<string?> details)
    {
        var text = $"{Names.OneLine(what)} {must}";
        foreach (var line in details)
            text += line is null ? "" : $"\n{line}";

        return new(text);
    }

    /// <summary>Runs an assertion of xunit. If it fails, the failure begins with the expression that was compared.</summary>
    internal static void Naming(string? what, Action assertion)
    {
        try
        {
            assertion();
        }
        catch (XunitException error)
        {
            throw new XunitException($"{Names.OneLine(what)}: {error.Message}");
        }
    }

    /// <summary>Returns a value with its type. An exception says its type itself.</summary>
    internal static string Typed(object? value) => value is null or Exception ? Text(value) : $"{value.GetType()}: {Text(value)}";

    /// <summary>Returns a value as text, and of an exception only the type and the message.</summary>
    internal static string Summary(object? value) => value is Exception error ? $"{error.GetType()}: {error.Message}" : Text(value);

    /// <summary>Returns a value as text with all that tells it from another: the items of a list, the milliseconds of a time.</summary>
    internal static string Text(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        ITuple tuple => $"({string.Join(", ", Enumerable.Range(0, tuple.Length).Select(i => Text(tuple[i])))})",
        IEnumerable list when list.GetType().GetMethod(nameof(ToString), [])?.DeclaringType == typeof(object) =>
            $"[{string.Join(", ", list.Cast<object?>().Select(Text))}]",
        _ when value.GetType() is var type && type.Assembly == typeof(Conversation).Assembly
            && type.GetMethod(nameof(ToString), [])?.DeclaringType == typeof(object) =>
            $"{type.Name} {{ {string.Join(", ", Properties(type).Select(one => $"{one.Name} = {Text(one.GetValue(value))}"))} }}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    private static PropertyInfo[] Properties(Type type) => type.GetProperties(BindingFlags.Instance | BindingFlags.Public);
}
