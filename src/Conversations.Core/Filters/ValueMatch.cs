namespace Conversations;

/// <summary>What a value that may be missing must be. Compared ordinally: case, accents and white space count.</summary>
public sealed class ValueMatch
{
    private readonly Func<string?, bool> _holds;

    private ValueMatch(string text, Func<string?, bool> holds) => (Text, _holds) = (text, holds);

    /// <summary>Gets the match of any value that is there.</summary>
    public static ValueMatch Exists { get; } = new("exists", value => value is not null);

    /// <summary>Gets the match of a value that is missing.</summary>
    public static ValueMatch Absent { get; } = new("absent", value => value is null);

    /// <summary>Gets a text that differs where the match differs.</summary>
    internal string Text { get; }

    /// <summary>Matches one value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The match.</returns>
    public static ValueMatch EqualTo(string value) => OneOf(value);

    /// <summary>Matches every other value, and also where it is missing.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The match.</returns>
    public static ValueMatch NotEqualTo(string value) => NoneOf(value);

    /// <summary>Matches any of these values.</summary>
    /// <param name="values">The values; none = matches nothing.</param>
    /// <returns>The match.</returns>
    public static ValueMatch OneOf(params IReadOnlyList<string> values)
    {
        var set = SetOf(values);
        return new($"one{TextOf(values)}", value => value is not null && set.Contains(value));
    }

    /// <summary>Matches every value but these, and also where it is missing.</summary>
    /// <param name="values">The values; none = matches everything.</param>
    /// <returns>The match.</returns>
    public static ValueMatch NoneOf(params IReadOnlyList<string> values)
    {
        var set = SetOf(values);
        return new($"none{TextOf(values)}", value => value is null || !set.Contains(value));
    }

    internal bool Holds(string? value) => _holds(value);

    private static HashSet<string> SetOf(IReadOnlyList<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Contains(null!) ? throw new ArgumentException("A value is null.", nameof(values)) : [.. values];
    }

    private static string TextOf(IReadOnlyList<string> values) => string.Concat(values.Select(value => $"{value.Length}:{value}"));
}
