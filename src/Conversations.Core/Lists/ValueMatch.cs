namespace Conversations;

/// <summary>
/// Represents a condition on a text that may be missing. Texts are compared ordinally: case, accents and white space matter.
/// </summary>
public sealed class ValueMatch
{
    private readonly Func<string?, bool> _holds;

    private ValueMatch(string text, Func<string?, bool> holds) => (CursorKey, _holds) = (text, holds);

    /// <summary>Gets a condition that holds for every existing value.</summary>
    public static ValueMatch Exists { get; } = new("exists", value => value is not null);

    /// <summary>Gets a condition that holds if the value is missing.</summary>
    public static ValueMatch Absent { get; } = new("absent", value => value is null);

    /// <summary>Gets a text that is different for different conditions.</summary>
    internal string CursorKey { get; }

    /// <summary>Creates a condition that holds for one value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The condition.</returns>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null.</exception>
    public static ValueMatch EqualTo(string value) => OneOf(new[] { value });

    /// <summary>Creates a condition that holds for every other value, and if the value is missing.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The condition.</returns>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null.</exception>
    public static ValueMatch NotEqualTo(string value) => NoneOf(new[] { value });

    /// <summary>Creates a condition that holds for each of the given values.</summary>
    /// <param name="values">The values. Without any, the condition never holds.</param>
    /// <returns>The condition.</returns>
    /// <exception cref="ArgumentException"><paramref name="values"/> or one of the values is null.</exception>
    public static ValueMatch OneOf(params IReadOnlyList<string> values)
    {
        var set = SetOf(values);
        return new($"one{TextOf(values)}", value => value is not null && set.Contains(value));
    }

    /// <summary>Creates a condition that holds for every value except the given ones, and if the value is missing.</summary>
    /// <param name="values">The values. Without any, the condition always holds.</param>
    /// <returns>The condition.</returns>
    /// <exception cref="ArgumentException"><paramref name="values"/> or one of the values is null.</exception>
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
