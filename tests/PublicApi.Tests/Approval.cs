using System.Reflection;
using Xunit.Sdk;

namespace PublicApi;

/// <summary>A text that somebody has read and approved, kept in a file beside the tests.</summary>
internal static class Approval
{
    private const int ShownLines = 40;

    private static readonly string _directory = typeof(Approval).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "ProjectDirectory").Value!;

    public static void Verify(string name, string received)
    {
        var approvedPath = Path.Combine(_directory, $"{name}.txt");
        var receivedPath = Path.Combine(_directory, $"{name}.received.txt");
        var approved = File.Exists(approvedPath) ? File.ReadAllText(approvedPath) : "";
        File.Delete(receivedPath);
        if (received == approved)
            return;

        if (Environment.GetEnvironmentVariable("CONVERSATIONS_APPROVE") == "1")
        {
            File.WriteAllText(approvedPath, received);
            return;
        }

        File.WriteAllText(receivedPath, received);
        throw new XunitException($"""
            The public API of {name} is not what was approved:
            {Difference(approved, received)}
            If that is meant, approve it, and commit {name}.txt: CONVERSATIONS_APPROVE=1 dotnet test tests/PublicApi.Tests
            """);
    }

    /// <summary>The lines that came and went; a line that only moved is in neither.</summary>
    internal static string Difference(string approved, string received)
    {
        var (before, after) = (approved.Split('\n'), received.Split('\n'));
        string[] lines =
        [
            .. before.Except(after, StringComparer.Ordinal).Select(line => $"- {line.Trim()}"),
            .. after.Except(before, StringComparer.Ordinal).Select(line => $"+ {line.Trim()}"),
        ];
        return lines switch
        {
            [] => "lines moved, or stand elsewhere too",
            { Length: > ShownLines } => string.Join('\n', lines.Take(ShownLines)) + $"\nand {lines.Length - ShownLines} more lines",
            _ => string.Join('\n', lines),
        };
    }
}
