using System.Diagnostics;
using Xunit.Sdk;

namespace Packages;

/// <summary>Runs programs, and runs the SDK as if a user had started it.</summary>
internal static class Dotnet
{
    /// <summary>Runs the SDK and returns its output. If the SDK fails, the exception contains the output.</summary>
    public static Task<string> RunAsync(DirectoryInfo folder, params string[] arguments) =>
        RunAsync(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", folder, arguments);

    public static async Task<string> RunAsync(string program, DirectoryInfo folder, params string[] arguments)
    {
        // The compiler stays behind for the next build. It keeps the output open, so the output is a file: nobody waits for the end of a file.
        var output = Path.GetTempFileName();
        var start = new ProcessStartInfo("sh", ["-c", "output=$0; exec \"$@\" </dev/null >\"$output\" 2>&1", output, program, .. arguments]) { WorkingDirectory = folder.FullName };
        foreach (var inherited in start.Environment.Keys.Where(IsOfTheTestRun).ToArray())
            start.Environment.Remove(inherited);
        start.Environment["CI"] = "true";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";

        try
        {
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync();
            var said = await File.ReadAllTextAsync(output);
            return process.ExitCode == 0
                ? said
                : throw new XunitException($"{Path.GetFileName(program)} {string.Join(' ', arguments)} exited with code {process.ExitCode}:\n{said}");
        }
        finally
        {
            File.Delete(output);
        }
    }

    private static bool IsOfTheTestRun(string variable) =>
        variable.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || variable.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase);
}
