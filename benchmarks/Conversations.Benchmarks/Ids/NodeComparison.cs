using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Conversations.Benchmarks;

/// <summary>
/// Compares the time of <see cref="OneOnOneId.Compute(string, string)"/> with
/// the time of the same function in Node, on the same pairs.
/// </summary>
internal static class NodeComparison
{
    private const int Pairs = 1_000_000;
    private const int WarmUp = 200_000;

    // Each side hashes its ids after the timed loop. Equal hashes show that both sides computed the same ids.
    private const string Script = """
        const { createHash } = require('crypto');
        const oneOnOneId = (a, b) =>
          createHash('sha1').update(JSON.stringify([a, b].sort())).digest('hex').slice(0, 20);
        const [count, warmUp] = process.argv.slice(1).map(Number);
        const pairs = [];
        for (let i = 0; i < count; i++) pairs.push([`user-${i}`, `customer-${(i * 7919) % count}`]);
        for (let i = 0; i < warmUp; i++) oneOnOneId(...pairs[i]);
        const ids = new Array(count);
        const start = process.hrtime.bigint();
        for (let i = 0; i < count; i++) { const pair = pairs[i]; ids[i] = oneOnOneId(pair[0], pair[1]); }
        const nanoseconds = process.hrtime.bigint() - start;
        const check = createHash('sha256').update(ids.join('')).digest('hex');
        console.log(`${nanoseconds} ${check} ${process.version}`);
        """;

    internal static async Task RunAsync()
    {
        var (own, ownCheck) = Measure();
        var (node, nodeCheck, version) = await MeasureNodeAsync();
        if (ownCheck != nodeCheck)
            throw new InvalidOperationException("Node computed different ids for the same pairs, so the two times cannot be compared.");

        Console.WriteLine($"""
            | {Pairs:N0} one-on-one ids | ns each | times as fast |
            |---|--:|--:|
            | Node {version} | {node:N0} | 1.00 |
            | .NET {Environment.Version}, OneOnOneId.Compute | {own:N0} | {node / own:N2} |
            """);
    }

    private static (double Nanoseconds, string Check) Measure()
    {
        var pairs = Enumerable.Range(0, Pairs)
            .Select(i => (A: $"user-{i}", B: $"customer-{i * 7919L % Pairs}"))
            .ToArray();
        foreach (var (a, b) in pairs.AsSpan(0, WarmUp))
            OneOnOneId.Compute(a, b);

        var ids = new string[Pairs];
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < pairs.Length; i++)
            ids[i] = OneOnOneId.Compute(pairs[i].A, pairs[i].B).Value;

        var taken = Stopwatch.GetElapsedTime(start);
        var check = SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(ids)));
        return (taken.TotalNanoseconds / Pairs, Convert.ToHexStringLower(check));
    }

    private static async Task<(double Nanoseconds, string Check, string Version)> MeasureNodeAsync()
    {
        var command = new ProcessStartInfo("node", ["-e", Script, $"{Pairs}", $"{WarmUp}"]) { RedirectStandardOutput = true };
        using var node = Process.Start(command) ?? throw new InvalidOperationException("Node did not start.");
        var output = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        if (output.Trim().Split(' ') is not [var nanoseconds, var check, var version])
            throw new InvalidOperationException($"Node failed with exit code {node.ExitCode}.");

        return (double.Parse(nanoseconds, CultureInfo.InvariantCulture) / Pairs, check, version);
    }
}
