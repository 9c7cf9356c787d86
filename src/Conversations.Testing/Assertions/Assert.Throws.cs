using System.Runtime.CompilerServices;
using Xunit;

namespace Conversations.Testing;

/// <content>Assertions that a call throws. If it throws another exception, the failure contains it with its inner exceptions.</content>
internal sealed partial class Assert
{
    internal static async Task<T> ThrowsAsync<T>(Func<Task> call, [CallerArgumentExpression(nameof(call))] string? what = null)
        where T : Exception =>
        Thrown<T>(await Record.ExceptionAsync(call), isExact: true, what);

    internal static async Task<T> ThrowsAnyAsync<T>(Func<Task> call, [CallerArgumentExpression(nameof(call))] string? what = null)
        where T : Exception =>
        Thrown<T>(await Record.ExceptionAsync(call), isExact: false, what);

    private static T Thrown<T>(Exception? error, bool isExact, string? what)
        where T : Exception =>
        error is T thrown && (!isExact || error.GetType() == typeof(T))
            ? thrown
            : throw Failure.Of(what, $"must throw {typeof(T)}", error is null ? "It threw nothing." : $"It threw: {error}");
}
