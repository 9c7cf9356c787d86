namespace Conversations.Tests.Text;

/// <summary>A test of real chat, the *.log files in the folder that CONVERSATIONS_IRC_LOGS names; without it, reported as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealLogsFactAttribute : FactAttribute
{
    private const string Variable = "CONVERSATIONS_IRC_LOGS";

    public RealLogsFactAttribute()
    {
        if (string.IsNullOrEmpty(Folder))
            Skip = $"Set {Variable} to a folder with *.log files.";
    }

    internal static string? Folder => Environment.GetEnvironmentVariable(Variable);
}
