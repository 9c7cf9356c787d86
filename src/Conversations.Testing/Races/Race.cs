using System.Globalization;

namespace Conversations.Testing;

/// <summary>Starts many at the same moment, and says how each of them ended.</summary>
internal static class Race
{
    /// <summary>Reads a number from the environment.</summary>
    internal static int Setting(string variable, int fallback) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : fallback;

    /// <summary>Runs all of them at once; none begins before the last is ready.</summary>
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

    /// <summary>Runs the same many times at once.</summary>
    internal static Task<T[]> RunAsync<T>(int count, Func<int, Task<T>> racer) =>
        RunAsync<T>([.. Enumerable.Range(0, count).Select<int, Func<Task<T>>>(i => () => racer(i))]);

    /// <summary>Gives what a call gave, or how it was refused.</summary>
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
