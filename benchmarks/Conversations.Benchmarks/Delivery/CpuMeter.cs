using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Conversations.Benchmarks;

/// <summary>Measures the CPU time of this process, and of a PostgreSQL server with all its processes if there is one (on Linux).</summary>
internal sealed class CpuMeter
{
    /// <summary>The kernel counts the time of processes in hundredths of a second.</summary>
    private const double TicksPerSecond = 100;

    private const int ParentField = 1;
    private const int FirstTimeField = 11;
    private const int TimeFields = 4;

    private readonly int? _server;

    private CpuMeter(int? server) => _server = server;

    internal static CpuMeter OfThisProcess { get; } = new(null);

    /// <summary>Finds the server of a connection string, which must run on this machine.</summary>
    internal static async Task<CpuMeter> WithServerAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand("SHOW data_directory");
        var folder = (string)(await command.ExecuteScalarAsync())!;
        return new(int.Parse((await File.ReadAllLinesAsync(Path.Combine(folder, "postmaster.pid")))[0], CultureInfo.InvariantCulture));
    }

    /// <summary>Reads the CPU time so far.</summary>
    internal CpuTime Read()
    {
        using var own = Process.GetCurrentProcess();
        return new(own.TotalProcessorTime, _server is { } server ? TimeSpan.FromSeconds(TicksOf(server) / TicksPerSecond) : TimeSpan.Zero);
    }

    /// <summary>Sums the times of the server, of its processes that have ended, which are in the server's own line, and of those that live.</summary>
    private static long TicksOf(int server)
    {
        var ticks = 0L;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) || Fields(id) is not { } fields)
                continue;

            if (id == server || fields[ParentField] == server.ToString(CultureInfo.InvariantCulture))
                ticks += fields.Skip(FirstTimeField).Take(TimeFields).Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
        }

        return ticks;
    }

    /// <summary>Returns the fields after the name of the program, which can contain blanks; null if the process has ended.</summary>
    private static string[]? Fields(int id)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{id}/stat");
            return line[(line.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }
}
