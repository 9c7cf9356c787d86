using System.Runtime.CompilerServices;

namespace Conversations.Tests.Text;

/// <summary>
/// Marks a test of real chat logs: the *.log files in the folder that the environment variable CONVERSATIONS_IRC_LOGS names.
/// If the variable is not set, the test is reported as skipped.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealLogsFactAttribute : FactAttribute
{
    private const string Variable = "CONVERSATIONS_IRC_LOGS";

    public RealLogsFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (string.IsNullOrEmpty(Folder))
            Skip = $"Set {Variable} to a folder with *.log files.";
    }

    internal static string? Folder => Environment.GetEnvironmentVariable(Variable);
}
