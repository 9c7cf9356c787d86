using System.Runtime.CompilerServices;
using Xunit;

namespace Conversations.Testing;

/// <content>Assertions that two values are equal. Of two tuples the failure names each value.</content>
internal sealed partial class Assert
{
    internal static void Equal<T>(T expected, T actual, [CallerArgumentExpression(nameof(actual))] string? what = null) => Failure.Naming(what, () =>
    {
        if (SameProperties<T>.Instance is { } comparer)
            Xunit.Assert.Equal(expected, actual, comparer);
        else
            Xunit.Assert.Equal(expected, actual);
    });

    internal static void Equal(string? expected, string? actual, [CallerArgumentExpression(nameof(actual))] string? what = null) =>
        Failure.Naming(what, () => Xunit.Assert.Equal(expected, actual));

    internal static void Equal<T>(
        IEnumerable<T>? expected, IEnumerable<T>? actual, [CallerArgumentExpression(nameof(actual))] string? what = null) => Failure.Naming(what, () =>
    {
        if (SameProperties<T>.Instance is { } comparer)
            Xunit.Assert.Equal(expected, actual, comparer);
        else
            Xunit.Assert.Equal(expected, actual);
    });

    internal static void Equal<T1, T2>(
        (T1, T2) expected, (T1, T2) actual, [CallerArgumentExpression(nameof(actual))] string? what = null) =>
        AllEqual(expected, actual, what);

    internal static void Equal<T1, T2, T3>(
        (T1, T2, T3) expected, (T1, T2, T3) actual, [CallerArgumentExpression(nameof(actual))] string? what = null) =>
        AllEqual(expected, actual, what);

    internal static void Equal<T1, T2, T3, T4>(
        (T1, T2, T3, T4) expected, (T1, T2, T3, T4) actual, [CallerArgumentExpression(nameof(actual))] string? what = null) =>
        AllEqual(expected, actual, what);

    internal static void Equal<T1, T2, T3, T4, T5>(
        (T1, T2, T3, T4, T5) expected, (T1, T2, T3, T4, T5) actual, [CallerArgumentExpression(nameof(actual))] string? what = null) =>
        AllEqual(expected, actual, what);

    private static void AllEqual(ITuple expected, ITuple actual, string? what)
    {
        var names = Names.OfTuple(what, actual.Length);
        var (differing, same) = (new List<string>(), new List<string>());
        for (var i = 0; i < actual.Length; i++)
        {
            if (AreEqual(expected[i], actual[i]))
                same.Add($"{names[i]} = {Failure.Text(actual[i])}");
            else
                differing.Add($"{names[i]}\n  Expected: {Failure.Text(expected[i])}\n  Actual:   {Failure.Text(actual[i])}");
        }

        if (differing.Count > 0)
            throw Failure.Of(what, "is not as expected.", string.Join('\n', differing), same.Count == 0 ? null : $"As expected: {string.Join(", ", same)}");
    }

    private static bool AreEqual(object? expected, object? actual) => Record.Exception(() => Xunit.Assert.Equal(expected, actual)) is null;
}
