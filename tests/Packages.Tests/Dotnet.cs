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
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var inherited in start.Environment.Keys.Where(IsOfTheTestRun).ToArray())
            start.Environment.Remove(inherited);
        start.Environment["CI"] = "true";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        // Build processes that stay behind keep the output open, and the test would wait for them. So they are turned off. The compiler has an output
        // of its own, so it may stay behind, and the next build need not start it.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "true";

        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        var said = await output + await error;
        return process.ExitCode == 0
            ? said
            : throw new XunitException($"{Path.GetFileName(program)} {string.Join(' ', arguments)} exited with code {process.ExitCode}:\n{said}");
    }

    private static bool IsOfTheTestRun(string variable) =>
        variable.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || variable.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase);
}
