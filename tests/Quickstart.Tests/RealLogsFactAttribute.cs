using System.Runtime.CompilerServices;

namespace Quickstart.Tests;

/// <summary>
/// Marks a test of the real logs in the folder that CONVERSATIONS_IRC_LOGS
/// names. Without that variable, the test is reported as skipped.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealLogsFactAttribute : FactAttribute
{
    private const string Variable = "CONVERSATIONS_IRC_LOGS";

    public RealLogsFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (string.IsNullOrEmpty(Folder))
            Skip = $"Set {Variable} to the folder with the ten *.log files.";
    }

    internal static string? Folder => Environment.GetEnvironmentVariable(Variable);
}
