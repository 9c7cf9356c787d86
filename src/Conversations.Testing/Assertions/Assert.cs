using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Conversations.Testing;

/// <summary>
/// The assertions of xunit, whose failures also say which expression was compared. Inside this package the name hides that of xunit.
/// </summary>
/// <remarks>
/// The compiler passes the expressions, so a test states nothing twice. A failure of <c>Assert.True(conversation.IsGroup)</c> names
/// <c>conversation.IsGroup</c>, and one of two tuples names each value that differs. If an exception is found where another result or
/// another exception is expected, the failure contains all of it, with its inner exceptions.
/// </remarks>
internal sealed partial class Assert : Xunit.Assert
{
    private Assert()
    {
    }

    internal static void True(
        [DoesNotReturnIf(false)] bool? condition,
        string? userMessage = null,
        [CallerArgumentExpression(nameof(condition))] string? what = null) =>
        Is(true, condition, userMessage, what);

    internal static void False(
        [DoesNotReturnIf(true)] bool? condition,
        string? userMessage = null,
        [CallerArgumentExpression(nameof(condition))] string? what = null) =>
        Is(false, condition, userMessage, what);

    internal static void Null(object? value, [CallerArgumentExpression(nameof(value))] string? what = null)
    {
        if (value is not null)
            throw Failure.Of(what, "must be null", $"Actual: {Failure.Text(value)}");
    }

    internal static void NotNull([NotNull] object? value, [CallerArgumentExpression(nameof(value))] string? what = null)
    {
        if (value is null)
            throw Failure.Of(what, "must not be null");
    }

    internal static T IsType<T>([NotNull] object? value, [CallerArgumentExpression(nameof(value))] string? what = null) =>
        value?.GetType() == typeof(T) ? (T)value : throw Failure.Of(what, $"must be a {typeof(T)}", $"Actual: {Failure.Typed(value)}");

    internal static T IsAssignableFrom<T>([NotNull] object? value, [CallerArgumentExpression(nameof(value))] string? what = null) =>
        value is T one ? one : throw Failure.Of(what, $"must be a {typeof(T)}", $"Actual: {Failure.Typed(value)}");

    internal static void Empty(IEnumerable collection, [CallerArgumentExpression(nameof(collection))] string? what = null) =>
        Failure.Naming(what, () => Xunit.Assert.Empty(collection));

    internal static T Single<T>(IEnumerable<T> collection, [CallerArgumentExpression(nameof(collection))] string? what = null)
    {
        var items = collection.ToList();
        return items.Count == 1 ? items[0] : throw Failure.Of(what, $"must have one item, but has {items.Count}", $"Actual: {Failure.Text(items)}");
    }

    private static void Is(bool expected, bool? condition, string? userMessage, string? what)
    {
        if (condition != expected)
            throw Failure.Of(what, expected ? "must be true" : "must be false", $"Actual: {Failure.Text(condition)}", userMessage);
    }
}
