using System.Diagnostics;

namespace Conversations.Benchmarks;

/// <summary>Measures whether a send takes longer in a conversation with more participants.</summary>
internal static class ParticipantSends
{
    private const int Rounds = 2_000;
    private static readonly int[] _sizes = [2, 20, 1_000];

    internal static async Task<List<string>> CompareAsync(StoreApp app)
    {
        var first = new List<double>();
        for (var i = 0; i < _sizes.Length; i++)
        {
            await app.CreateAsync(StoreApp.Room(i), Enumerable.Range(0, _sizes[i]));
            var start = Stopwatch.GetTimestamp();
            await app.SendAsync(0, i);
            first.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        var taken = await Medians.CompareAsync(Rounds, [.. _sizes.Select((_, room) => (Func<Task>)(() => app.SendAsync(0, room)))]);
        return
        [
            $"| a send by 1 sender, median of {Rounds:N0} | µs | against 2 | µs of the first send in a minute, which moves the conversation up in all inboxes |",
            "|---|--:|--:|--:|",
            .. _sizes.Select((size, i) => $"| {size:N0} participants | {taken[i]:N0} | {taken[i] / taken[0]:N2}× | {first[i]:N0} |"),
        ];
    }
}
