using System.Globalization;

namespace Conversations.Testing;

/// <summary>Starts many calls at the same moment and returns how each of them ended.</summary>
internal static class Race
{
    /// <summary>Reads a number from an environment variable, or returns the fallback if it is not set or not a number.</summary>
    internal static int Setting(string variable, int fallback) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : fallback;

    /// <summary>Runs all calls concurrently. No call starts before every one has its own running task.</summary>
    internal static async Task<T[]> RunAsync<T>(params IReadOnlyList<Func<Task<T>>> racers)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var missing = racers.Count;
        return await Task.WhenAll(racers.Select(racer => Task.Run(async () =>
        {
            if (Interlocked.Decrement(ref missing) == 0)
                gate.SetResult();

            await gate.Task;
            return await racer();
        })));
    }

    /// <summary>Runs the same call many times concurrently.</summary>
    internal static Task<T[]> RunAsync<T>(int count, Func<int, Task<T>> racer) =>
        RunAsync<T>([.. Enumerable.Range(0, count).Select<int, Func<Task<T>>>(i => () => racer(i))]);

    /// <summary>Returns the result of a call, or the exception with which it was refused or cancelled.</summary>
    internal static async Task<Try<T>> TryAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return new(await call(), null);
        }
        catch (Exception error) when (error is ConversationsException or OperationCanceledException)
        {
            return new(default, error);
        }
    }
}
