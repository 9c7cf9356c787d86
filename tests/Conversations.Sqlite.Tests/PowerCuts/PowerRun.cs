using System.ComponentModel;
using Conversations.Histories;
using Conversations.Sqlite.Tests.Crash;
using Microsoft.Data.Sqlite;
using static Conversations.Sqlite.Tests.PowerCuts.TraceEvent;

namespace Conversations.Sqlite.Tests.PowerCuts;

/// <summary>A recorded run of a process that sends messages. The files can be rebuilt as a power cut at any moment would leave them.</summary>
internal sealed class PowerRun(string name, IReadOnlyList<TraceEvent> events)
{
    private static readonly string[] _strace =
    [
        "strace", "-f", "--seccomp-bpf", "-y", "-xx", "-s", "16777216",
        "-e", "trace=openat,pwrite64,write,fsync,fdatasync,ftruncate,unlink,rename,mmap",
    ];

    /// <summary>Gets the number of moments.</summary>
    internal int Length => events.Count;

    internal static async Task<PowerRun> RecordAsync(TemporaryFolder folder, SqliteSynchronous synchronous)
    {
        var (path, trace) = (folder.File("recorded.db"), folder.File("trace"));
        try
        {
            using var program = CrashProgram.StartUnder([.. _strace, "-o", trace], "send", path, "run", "4", "25", synchronous.ToString(), "40");
            await program.EndAsync();
        }
        catch (Win32Exception error)
        {
            throw new InvalidOperationException("This test needs strace, because power cuts are replayed from a trace of system calls: apt-get install strace", error);
        }

        return new(Path.GetFileName(path), Trace.Read(path, await File.ReadAllLinesAsync(trace)));
    }

    /// <summary>
    /// Rebuilds the files as they are after a power cut, opens them, and returns the kinds of errors. A file that cannot be read counts as
    /// corrupted.
    /// </summary>
    internal async Task<IReadOnlyList<AnomalyKind>> CutAsync(int moment, Survival survival, Random random, bool retries)
    {
        using var folder = new TemporaryFolder();
        using var copy = new TemporaryFolder();
        foreach (var (path, bytes) in Disk.At(events, moment, survival, random))
        {
            await File.WriteAllBytesAsync(folder.File(Path.GetFileName(path)), bytes);
            await File.WriteAllBytesAsync(copy.File(Path.GetFileName(path)), bytes);
        }

        // A damaged file may contain a page that is its own parent, and a read of that page never ends. So the file is checked first, and in
        // a copy, because opening a file can repair its log.
        if (IsDamaged(copy.File(name)))
            return [AnomalyKind.Corrupted];

        var said = events.Take(moment).OfType<Said>().Select(said => said.Line).ToList();
        var history = new Histories.History();
        HistoryLines.Replay(said, history);
        try
        {
            var anomalies = retries
                ? await Aftermath.FindAfterRetryAsync(folder.File(name), history)
                : await Aftermath.FindAsync(folder.File(name), history);
            var isMade = !said.Contains("mark\tsends") || await Aftermath.HasRoomsAsync(folder.File(name));
            return [.. anomalies.Select(anomaly => anomaly.Kind).Union(isMade ? [] : [AnomalyKind.Lost])];
        }
        catch (Exception error) when (error is StorageException or InvalidOperationException or InvalidCastException or FormatException)
        {
            return [AnomalyKind.Corrupted];
        }
    }

    private static bool IsDamaged(string path)
    {
        if (!File.Exists(path))
            return false;

        try
        {
            using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA integrity_check(1)";
            return (string?)command.ExecuteScalar() != "ok";
        }
        catch (SqliteException)
        {
            return true;
        }
    }
}
