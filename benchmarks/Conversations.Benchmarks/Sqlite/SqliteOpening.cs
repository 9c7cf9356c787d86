using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using BenchmarkDotNet.Mathematics;
using Microsoft.Win32.SafeHandles;

namespace Conversations.Benchmarks;

/// <summary>Measures how long it takes to open a file of more than a gigabyte, and how much of the file is read.</summary>
internal static partial class SqliteOpening
{
    private const int Rounds = 9;
    private const int DontNeed = 4;
    private const string Counter = "rchar:";

    internal static async Task<List<string>> RunAsync(SqliteFolder folder)
    {
        var path = await GeneratedRows.MakeBigFileAsync(folder);
        var size = new FileInfo(path).Length;
        await OpenAsync(path);
        var warm = new List<Opening>();
        var cold = new List<Opening>();
        for (var round = 0; round < Rounds; round++)
        {
            warm.Add(await OpenAsync(path));
            if (OperatingSystem.IsLinux())
            {
                Forget(path);
                cold.Add(await OpenAsync(path));
            }
        }

        return
        [
            $"| open a file of {size / 1e9:N1} GB and read, ms | open and first inbox page | first page of messages | KB read in all |",
            "|---|--:|--:|--:|",
            Row("in the page cache", warm),
            .. cold.Count > 0 ? [Row("not in the page cache", cold)] : (string[])[],
        ];
    }

    private static string Row(string name, List<Opening> openings)
    {
        double Median(Func<Opening, double> value) => new Statistics(openings.Select(value)).Median;
        return $"| {name} | {Median(one => one.Inbox):N1} | {Median(one => one.Messages):N1} | {Median(one => one.Read) / 1e3:N0} |";
    }

    private static async Task<Opening> OpenAsync(string path)
    {
        var read = BytesRead();
        var start = Stopwatch.GetTimestamp();
        await using var app = StoreApp.OnSqlite(path);
        await app.Conversations.ListInboxAsync(new("reader")).PageAsync(20);
        var inbox = Stopwatch.GetElapsedTime(start);
        await app.Conversations.ListMessagesAsync(GeneratedRows.Big).PageAsync(30);
        var both = Stopwatch.GetElapsedTime(start);
        return new(inbox.TotalMilliseconds, (both - inbox).TotalMilliseconds, BytesRead() - read);
    }

    /// <summary>
    /// Returns the number of bytes that this process has read through the system so far, or 0 if the system is not Linux.
    /// </summary>
    private static long BytesRead() => OperatingSystem.IsLinux()
        ? long.Parse(File.ReadLines("/proc/self/io").First(line => line.StartsWith(Counter, StringComparison.Ordinal))[Counter.Length..], CultureInfo.InvariantCulture)
        : 0;

    /// <summary>Asks the system to drop the file from its page cache.</summary>
    private static void Forget(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        RandomAccess.FlushToDisk(file);
        if (Advise(file, 0, 0, DontNeed) != 0)
            throw new InvalidOperationException("The system refused to drop the file from its page cache (posix_fadvise).");
    }

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(SafeFileHandle file, long offset, long length, int advice);

    private sealed record Opening(double Inbox, double Messages, double Read);
}
